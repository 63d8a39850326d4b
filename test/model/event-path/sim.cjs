'use strict';
// Randomized, seeded model check of event-path.md. One source service, one projection (with generations),
// two relays, two consumer members, Kafka with 2..3 partitions, postgres transport, restores. Every `yield` is a point where
// any other process may run, or where this process may be killed.
const SLOTS = 4,
  CHUNK = 2,
  BATCH = 4,
  DEATHS = 2,
  ROUNDS = 20; // more than transient failures in a row are likely to make
class Violation extends Error {}
class ConnLost extends Error {}
class Die extends Error {}

// Points of the protocol as switches. MENDED is event-path.md; LITERAL an earlier draft of it, kept to show what each point prevents.
const MENDED = {
  epochIn: 'mark',
  dropStale: true,
  oneStatement: true,
  prevId: true,
  cursor: 'cas',
  killer: 'first',
  genUnderLock: true,
  genTypes: true,
  buildBound: 'marks',
  skipCarries: true,
  swapParked: true,
  floor: 'slot',
  prepared: false,
  renew: 'first',
  scanned: 'gen',
  count: true,
  pgLook: true,
  recheck: true,
  scannedId: true,
};
const LITERAL = {
  epochIn: 'memory',
  dropStale: false,
  oneStatement: false,
  prevId: false,
  cursor: 'greatest',
  killer: 'batch',
  genUnderLock: false,
  genTypes: false,
  buildBound: 'cursor',
  skipCarries: false,
  swapParked: false,
  floor: 'global',
  prepared: true,
  renew: 'first',
  scanned: 'projection',
  count: false,
  pgLook: false,
  recheck: false,
  scannedId: false,
};

function mulberry(a) {
  return () => {
    a |= 0;
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

class Source {
  constructor(sim) {
    this.sim = sim;
    this.rows = [];
    this.seq = 0;
    this.epoch = 1;
    this.inc = 1;
    this.txs = new Set();
    this.vx = 0;
    this.xid = 1;
    this.agg = new Map();
    for (let a = 0; a < 6; a++) this.agg.set(a, 0);
    this.relay = { cursor: 0, owner: null, expired: false, sent: Array(SLOTS).fill(0) };
    this.floor = Array.from({ length: SLOTS }, () => ({ pos: 0, id: 0, n: 0 }));
    this.cut = 0;
    this.aggLock = new Map();
  }
  at(pos) {
    return this.rows.find((r) => r.pos === pos);
  }
  view(r, types) {
    // an event as a reader sees it: prev follows from the log alone
    let prev = null;
    for (const x of this.rows) {
      if (x.pos >= r.pos) break;
      if (x.slot === r.slot && (!types || types(x))) prev = x;
    }
    if (!prev && this.sim.fix.floor === 'slot') prev = this.floor[r.slot];
    return { ...r, prev: prev ? prev.pos : 0, prevId: prev ? prev.id : 0, epoch: this.epoch };
  }
  after(from, limit) {
    return this.rows
      .filter((r) => r.pos > from)
      .slice(0, limit)
      .map((r) => this.view(r));
  }
  range(slot, from, to, limit) {
    return this.rows
      .filter((r) => r.slot === slot && r.pos > from && r.pos <= to)
      .slice(0, limit)
      .map((r) => this.view(r));
  }
  has(slot, mk) {
    // does the log still have the mark's event?
    if (mk.pos === 0) return true;
    const r = this.at(mk.pos);
    if (r) return r.id === mk.id;
    if (this.cut && this.sim.fix.floor === 'slot')
      return this.floor[slot].pos === mk.pos && this.floor[slot].id === mk.id;
    return false;
  }
  ghost(slot, mk) {
    // omniscient version of the same question
    if (mk.pos === 0) return false;
    if (this.floor[slot].n + this.rows.filter((x) => x.slot === slot && x.pos <= mk.pos).length !== mk.n) return true;
    const r = this.at(mk.pos);
    if (r) return r.id !== mk.id;
    return !(this.floor[slot].pos === mk.pos && this.floor[slot].id === mk.id);
  }
  same(slot, mk) {
    // on a new epoch: has(), and nothing below the mark went missing (a copy may lack a lower position that was in flight)
    return (
      this.has(slot, mk) &&
      (!this.sim.fix.count ||
        this.floor[slot].n + this.rows.filter((r) => r.slot === slot && r.pos <= mk.pos).length === mk.n)
    );
  }
  holders() {
    return [...this.txs].filter((t) => t.lock).map((t) => t.vxid);
  }
  xmin() {
    let m = this.xid;
    for (const t of this.txs) if (t.xid && t.xid < m) m = t.xid;
    return m;
  }
  begin(w) {
    const t = { vxid: `${w}/${++this.vx}`, xid: 0, lock: false, rows: [], dead: false, agg: null };
    this.txs.add(t);
    return t;
  }
  end(t) {
    t.lock = false;
    this.txs.delete(t);
    if (t.agg !== null && this.aggLock.get(t.agg) === t) this.aggLock.delete(t.agg);
  }
  commit(t) {
    // becomes visible; locks go in a later step, as in PostgreSQL
    for (const r of t.rows) {
      for (const g of this.sim.db.gens)
        if (!g.abandoned) {
          const m = g.max.get(this.epoch) || 0;
          if (m > r.pos)
            this.sim.fail(
              'beyond the hole-safe point',
              `position ${r.pos} commits after generation ${g.id} applied ${m}`,
            );
        }
      let i = this.rows.length;
      while (i > 0 && this.rows[i - 1].pos > r.pos) i--;
      this.rows.splice(i, 0, r);
    }
    if (t.rows.length) this.agg.set(t.rows[0].agg, t.rows.at(-1).ver);
  }
  kill() {
    for (const t of this.txs) t.dead = true;
    this.txs.clear();
    this.aggLock.clear();
    this.inc++;
    this.vx = 0;
  }
  copy() {
    return {
      rows: this.rows.slice(),
      seq: this.seq,
      epoch: this.epoch,
      agg: new Map(this.agg),
      relay: { ...this.relay, sent: this.relay.sent.slice() },
      floor: this.floor.map((f) => ({ ...f })),
      cut: this.cut,
    };
  }
  restore(c) {
    this.kill();
    const e = this.epoch;
    Object.assign(this, {
      rows: c.rows.slice(),
      seq: c.seq,
      agg: new Map(c.agg),
      relay: { ...c.relay, sent: c.relay.sent.slice() },
      floor: c.floor.map((f) => ({ ...f })),
      cut: c.cut,
    });
    this.epoch = e;
  }
}

class Sim {
  constructor(seed, cfg = {}) {
    this.seed = seed;
    this.r = mulberry(seed * 2654435761);
    this.fix = { ...MENDED, ...cfg.fix };
    this.wrong = cfg.wrong || '';
    this.tr = cfg.trace ? [] : null;
    this.steps = 0;
    this.phase = 1;
    this.nextId = 1;
    this.nextAgg = 6;
    this.stat = {};
    const f = (p) => this.chance(p);
    this.feat = {
      restore: f(0.35),
      restart: f(0.4),
      gens: f(0.45),
      pg: f(0.4),
      kafka: f(0.7),
      poison: f(0.5),
      killer: f(0.3),
      zombie: f(0.6),
      cut: f(0.15),
      cdb: f(0.15),
      prepared: f(0.3),
      crash: f(0.7),
      ...cfg.feat,
    };
    if (this.feat.cut) this.feat.restore = false;
    this.mode = this.feat.pg && f(0.5) ? 'pg' : 'kafka';
    this.db = { gens: [], active: null, locks: new Map(), skips: new Set(), scanned: 0 };
    this.S = new Source(this);
    this.db.active = this.newGen(1);
    this.K = {
      parts: [
        { base: 0, recs: [] },
        { base: 0, recs: [] },
      ],
      inflight: [],
      committed: new Map(),
      assign: new Map([
        [0, 0],
        [1, 1],
      ]),
    };
    this.lookP = this.pick([0.005, 0.02, 0.15]);
    this.restores = 0;
    this.procedures = 0;
    this.saved = null;
    this.pendingRenew = 0;
    this.deployed = false;
    this.budget = 20 + this.int(25);
    this.procs = [];
    for (let i = 0; i < 3; i++) this.spawn(`w${i}`, () => this.writer(i));
    for (let i = 0; i < 2; i++) this.spawn(`relay${i}`, () => this.relay(`relay${i}`));
    this.members = [0, 1].map((i) => ({ name: `m${i}`, i, build: 1, stopped: false }));
    for (const m of this.members) this.spawn(m.name, () => this.member(m));
    this.spawn('op', () => this.operator());
  }
  chance(p) {
    return this.r() < p;
  }
  int(n) {
    return Math.floor(this.r() * n);
  }
  pick(a) {
    return a[this.int(a.length)];
  }
  T(s) {
    if (this.tr) this.tr.push(`${this.steps} ${this.cur ? this.cur.name : 'env'}: ${s}`);
  }
  fail(kind, detail) {
    this.T(`VIOLATION ${kind}: ${detail}`);
    const v = new Violation(kind);
    v.kind = kind;
    v.detail = detail;
    throw v;
  }
  count(k) {
    this.stat[k] = (this.stat[k] || 0) + 1;
  }
  newGen(types) {
    const g = {
      id: this.db.gens.length + 1,
      types,
      marks: Array.from({ length: SLOTS }, () => ({ pos: 0, id: 0, epoch: 0, n: 0 })),
      done: new Map(),
      ver: new Map(),
      parked: new Map(),
      attempts: new Map(),
      scanned: 0,
      max: new Map(),
      abandoned: false,
    };
    this.db.gens.push(g);
    return g;
  }
  spawn(name, make) {
    const p = { name, make, gen: make(), wait: null, w: 1, txs: new Set() };
    this.procs.push(p);
    return p;
  }
  crash(p, why) {
    this.T(`-- ${p.name} dies (${why})`);
    for (const t of [...p.txs]) this.abort(t);
    p.txs.clear();
    p.gen = p.make();
    p.wait = null;
  }
  step() {
    this.steps++;
    if (this.steps % 97 === 0)
      for (const p of this.procs) p.w = this.phase === 2 ? 1 : this.chance(0.2) ? 0.02 : this.chance(0.5) ? 1 : 0.3;
    const K = this.K;
    if (K.inflight.length && this.chance(this.phase === 2 ? 0.5 : 0.2)) {
      const b = K.inflight.splice(this.int(K.inflight.length), 1)[0];
      if (this.phase === 1 && this.chance(0.1)) {
        b.state = 'lost';
      } else {
        K.parts[b.p % K.parts.length].recs.push(...b.msgs);
        if (b.state === 'wait') b.state = 'done';
        this.cur = null;
        this.T(`kafka p${b.p} gets ${b.msgs.map((e) => `${e.pos}(prev ${e.prev}, e${e.epoch})`).join(' ')}`);
      }
    }
    let tot = 0;
    for (const p of this.procs) tot += p.w;
    let x = this.r() * tot,
      p = this.procs[0];
    for (const q of this.procs) {
      x -= q.w;
      if (x <= 0) {
        p = q;
        break;
      }
    }
    if (p.gen === null) return;
    if (p.wait && !p.wait()) return;
    this.cur = p;
    try {
      const n = p.gen.next();
      p.wait = n.value || null;
      if (n.done) {
        p.gen = null;
      }
    } catch (e) {
      if (e instanceof Die) {
        this.count('deaths');
        this.crash(p, 'handler');
      } else throw e;
    }
    this.cur = null;
  }

  // ---- writers -------------------------------------------------------------------------------------------------------
  *pause() {
    let n = this.chance(0.15) ? this.int(30) : this.int(3);
    if (this.phase === 2) n = this.int(2);
    while (n-- > 0) yield;
  }
  *writer(i) {
    const S = this.S;
    const cache = [];
    while (this.budget > 0) {
      yield;
      this.budget--;
      const t = S.begin(i);
      const ck = () => {
        if (t.dead) throw new ConnLost();
      };
      try {
        const append = this.nextAgg < 11 && this.chance(0.4);
        if (append) {
          t.agg = this.nextAgg++;
        } else {
          t.agg = this.pick([...S.agg.keys()]);
          while (S.aggLock.has(t.agg)) {
            yield () => t.dead || !S.aggLock.has(t.agg);
            ck();
          }
          S.aggLock.set(t.agg, t);
          t.xid = S.xid++;
          yield* this.pause();
          ck();
        }
        let ver = S.agg.get(t.agg) || 0;
        for (let k = this.chance(0.2) ? 2 : 1; k > 0; k--) {
          const save = this.chance(0.1),
            had = t.lock;
          yield;
          ck();
          t.lock = true;
          yield;
          ck();
          let pos;
          if (this.wrong === 'seqCache') {
            if (!cache.length) cache.push(++S.seq, ++S.seq);
            pos = cache.shift();
          } else pos = ++S.seq;
          this.T(`takes position ${pos} (slot ${t.agg % SLOTS}${append ? ', append-only' : ''})`);
          yield* this.pause();
          ck();
          if (!t.xid) t.xid = S.xid++;
          if (save) {
            if (!had) t.lock = false;
            this.T(`savepoint rolled back: ${pos} dead`);
            k++;
            continue;
          }
          const q = this.r(),
            trait =
              this.feat.poison && q < 0.08
                ? 'poison'
                : this.feat.killer && q < 0.13
                  ? 'killer'
                  : q < 0.18
                    ? 'flaky'
                    : '';
          t.rows.push({
            pos,
            slot: t.agg % SLOTS,
            id: this.nextId++,
            agg: t.agg,
            ver: ++ver,
            type: this.pick(['A', 'B', 'C']),
            trait,
          });
        }
        yield* this.pause();
        ck();
        if (this.feat.prepared && this.fix.prepared && this.chance(0.2)) {
          t.vxid = `-1/${t.xid}`;
          this.T('PREPARE TRANSACTION');
          yield* this.pause();
          yield* this.pause();
          ck();
        }
        if (this.chance(0.12)) {
          this.T(`rolls back ${t.rows.map((r) => r.pos)}`);
          S.end(t);
          continue;
        }
        S.commit(t);
        this.T(`commits ${t.rows.map((r) => `${r.pos}:s${r.slot}:a${r.agg}v${r.ver}${r.trait ? ':' + r.trait : ''}`)}`);
        yield;
        if (!t.dead) S.end(t);
      } catch (e) {
        if (!(e instanceof ConnLost)) throw e;
      }
    }
  }

  // ---- the tailer: reading in order past holes -------------------------------------------------------------------------
  *tail(t, from, limit, id) {
    const S = this.S,
      w = this.wrong;
    const q = () => {
      if (t.inc !== S.inc) throw new ConnLost();
    };
    const list = () => (w === 'xmin' ? S.xmin() : new Set(S.holders()));
    yield;
    q();
    let held = t.notes.size && w !== 'listAfter' ? list() : null;
    yield;
    q();
    const rows = S.after(from, limit),
      known = !id || from <= S.cut || S.at(from)?.id === id; // same statement: is the place we read from still what it was?
    if (!known && this.fix.scannedId) return null;
    if (t.notes.size && w === 'listAfter') {
      yield;
      q();
      held = list();
    }
    const fresh = [],
      safe = [];
    let p = from,
      open = false;
    for (const r of rows) {
      for (let h = p + 1; h < r.pos; h++) {
        if (t.dead.has(h)) continue;
        const n = t.notes.get(h);
        if (n === undefined) {
          fresh.push(h);
          open = true;
        } else if (held !== null && (w === 'xmin' ? held > n : ![...n].some((v) => held.has(v)))) {
          t.dead.add(h);
          t.notes.delete(h);
          this.T(`hole ${h} is dead`);
        } else open = true;
      }
      t.notes.delete(r.pos);
      if (!open) safe.push(r);
      p = r.pos;
    }
    if (fresh.length) {
      yield;
      q();
      const l = w === 'xmin' ? S.xid++ : new Set(S.holders());
      for (const h of fresh) t.notes.set(h, l);
      this.T(`new holes ${fresh} noted with ${w === 'xmin' ? l : [...l]}`);
    }
    return safe;
  }

  // ---- relay -----------------------------------------------------------------------------------------------------------
  *relay(name) {
    const { S, K } = this;
    let t = null;
    for (;;) {
      try {
        yield;
        if (this.mode !== 'kafka') continue;
        const R = S.relay;
        if (R.owner && R.owner !== name && !R.expired) continue;
        R.owner = name;
        R.expired = false;
        this.T('takes the lease');
        t = { inc: S.inc, notes: this.wrong === 'notesKept' && t ? t.notes : new Map(), dead: new Set() };
        yield;
        if (t.inc !== S.inc) continue;
        let cur = S.relay.cursor,
          n = K.parts.length;
        for (;;) {
          if (this.mode !== 'kafka' && this.chance(0.5)) break;
          if (S.relay.owner !== name && (this.phase === 2 || this.chance(0.3))) break; // a zombie notices late
          if (this.chance(0.2)) n = K.parts.length;
          const rows = yield* this.tail(t, cur, 1 + this.int(5));
          if (!rows.length) continue;
          let msgs = rows;
          if (this.wrong === 'filter')
            msgs = rows
              .filter((e) => e.type !== 'B')
              .map((e) => {
                const v = S.at(e.pos) ? S.view(S.at(e.pos), (x) => x.type !== 'B') : e;
                return { ...v, epoch: e.epoch };
              });
          const by = new Map();
          for (const e of msgs) {
            const p = e.slot % n;
            if (!by.has(p)) by.set(p, []);
            by.get(p).push(e);
          }
          const out = [...by].map(([p, ms]) => ({ p, msgs: ms, state: 'wait' }));
          K.inflight.push(...out);
          this.T(`reads and sends ${rows.map((e) => e.pos)} (epoch ${rows[0].epoch})`);
          for (let b of out) {
            for (;;) {
              yield () => b.state !== 'wait' || this.chance(0.02);
              if (b.state === 'done') break;
              if (b.state === 'wait') b.state = 'late';
              b = { p: b.p, msgs: b.msgs, state: 'wait' };
              K.inflight.push(b); // retried; the first may still arrive
            }
          }
          yield;
          const to = rows.at(-1).pos;
          if (this.fix.cursor === 'cas') {
            // compare and set under the epoch it was read in
            if (S.relay.cursor !== cur || S.epoch !== rows[0].epoch) break;
            S.relay.cursor = to;
            for (const e of msgs) S.relay.sent[e.slot]++;
          } else {
            if (to > S.relay.cursor) {
              S.relay.cursor = to;
              for (const e of msgs) S.relay.sent[e.slot]++;
            }
          }
          this.T(`cursor ${S.relay.cursor}`);
          cur = to;
        }
      } catch (e) {
        if (!(e instanceof ConnLost)) throw e;
      }
    }
  }

  // ---- the consumer's database: transactions, row locks, invariants ----------------------------------------------------
  begin() {
    const t = { p: this.cur, keys: [] };
    if (t.p) t.p.txs.add(t);
    return t;
  }
  *lock(t, key) {
    const L = this.db.locks;
    while (L.has(key) && L.get(key) !== t) yield () => !L.has(key);
    if (!L.has(key)) {
      L.set(key, t);
      t.keys.push(key);
    }
  }
  trylock(t, key) {
    const L = this.db.locks;
    if (L.has(key)) return L.get(key) === t;
    L.set(key, t);
    t.keys.push(key);
    return true;
  }
  abort(t) {
    for (const k of t.keys) if (this.db.locks.get(k) === t) this.db.locks.delete(k);
    t.keys = [];
    if (t.p) t.p.txs.delete(t);
  }
  settle(g, ev, how) {
    if (g.done.has(ev.id)) this.fail('twice', `event ${ev.pos} (id ${ev.id}) ${how} again in generation ${g.id}`);
    const last = g.ver.get(ev.agg) || 0;
    if (ev.ver !== last + 1)
      this.fail(
        'order',
        `aggregate ${ev.agg}: v${ev.ver} (position ${ev.pos}) ${how} after v${last} in generation ${g.id}`,
      );
    g.done.set(ev.id, { how, pos: ev.pos, type: ev.type });
    g.ver.set(ev.agg, ev.ver);
    this.bound(g, ev);
    this.count(how);
  }
  bound(g, ev) {
    if (ev.pos > (g.max.get(ev.epoch) || 0)) g.max.set(ev.epoch, ev.pos);
  }
  handler(who, ev, g, drain) {
    const build = who.build;
    if (ev.type === 'C' && build < 2) return 'ignored';
    const fixed = drain && this.phase === 2;
    if (ev.trait === 'poison' && !fixed) return 'poison';
    if (ev.trait === 'killer' && !fixed) return 'die';
    if (ev.trait === 'flaky') {
      const k = `${g.id}:${ev.id}`;
      this.flaky ||= new Map();
      const n = this.flaky.get(k) || 0;
      if (n < 2) {
        this.flaky.set(k, n + 1);
        return 'transient';
      }
    }
    if (this.phase === 1 && this.chance(0.02)) return 'transient';
    return 'applied';
  }
  classify(ev, mk) {
    const w = this.wrong;
    if (w === 'offsets') return 'next';
    if (this.fix.epochIn === 'mark' && w !== 'noEpoch' && ev.epoch !== mk.epoch) return 'epoch';
    if (ev.pos <= mk.pos) return this.fix.prevId && ev.pos === mk.pos && ev.id !== mk.id ? 'stop' : 'seen';
    if (ev.prev === mk.pos) return this.fix.prevId && ev.prevId !== mk.id ? 'stop' : 'next';
    return ev.prev > mk.pos ? 'gap' : 'stop';
  }
  *applyTx(m, g, evs, ctx) {
    // one transaction: lock marks, re-check, effects, move marks
    const w = this.wrong,
      t = this.begin(),
      bad = (k, ev, met) => {
        this.abort(t);
        return { k, ev, met };
      };
    const slots = [...new Set(evs.map((e) => e.slot))].sort();
    if (ctx.pg) {
      yield;
      if (!this.trylock(t, 'scanned')) return bad('busy');
    }
    if (w !== 'noLock')
      for (const s of slots) {
        yield;
        yield* this.lock(t, `${g.id}:${s}`);
      }
    yield;
    if (this.fix.genUnderLock && !ctx.builder && this.db.active !== g) return bad('gen');
    const work = new Map(slots.map((s) => [s, g.marks[s]])),
      writes = [],
      first = [],
      next = (ev) => work.set(ev.slot, { pos: ev.pos, id: ev.id, epoch: ev.epoch, n: work.get(ev.slot).n + 1 });
    for (const ev of evs) {
      const c = this.classify(ev, work.get(ev.slot));
      if (c === 'seen') continue;
      if (c !== 'next') return bad(c, ev, work.get(ev.slot));
      if (g.parked.has(ev.agg) || first.includes(ev.agg)) {
        if (w !== 'laterApplied') {
          writes.push(['park', ev]);
          next(ev);
          continue;
        }
      }
      if (ctx.park) {
        writes.push(['park', ev]);
        first.push(ev.agg);
      } else if (this.fix.skipCarries && this.db.skips.has(ev.id)) writes.push(['skipped', ev]);
      else {
        yield;
        const h = this.handler(m, ev, g, false);
        if (h === 'die') throw new Die();
        if (h === 'poison' || h === 'transient') return bad(h, ev);
        writes.push([h, ev]);
      }
      next(ev);
    }
    yield;
    if (this.phase === 1 && this.chance(0.02)) return bad('transient', evs[0]);
    const effects = () => {
      for (const [how, ev] of writes) {
        if (how !== 'park') {
          this.T(`gen ${g.id} ${how} ${ev.pos} (s${ev.slot}, a${ev.agg}v${ev.ver}, epoch ${ev.epoch})`);
          this.settle(g, ev, how);
          continue;
        }
        this.T(`gen ${g.id} parks ${ev.pos} (a${ev.agg}v${ev.ver})`);
        this.bound(g, ev);
        this.count('parked');
        if (w === 'notStored') continue;
        if (!g.parked.has(ev.agg)) g.parked.set(ev.agg, []);
        g.parked.get(ev.agg).push(ev);
      }
    };
    const move = () => {
      for (const [s, v] of work) g.marks[s] = v;
      if (ctx.pg) {
        const d = this.scannedOf(g);
        if (evs.at(-1).pos > d.scanned) {
          d.scanned = evs.at(-1).pos;
          d.scannedId = evs.at(-1).id;
        }
      }
    };
    if (writes.length && !ctx.builder && this.db.active !== g) this.count('into retired');
    effects();
    if (w === 'split') yield;
    move();
    this.abort(t); // commit: locks go
    yield;
    return { k: 'ok' };
  }
  scannedOf(g) {
    return this.fix.scanned === 'gen' ? g : this.db;
  }
  *oneByOne(m, g, evs, ctx) {
    for (const ev of evs) {
      yield;
      if (this.classify(ev, g.marks[ev.slot]) === 'next') g.attempts.set(ev.id, (g.attempts.get(ev.id) || 0) + 1);
      yield;
      let r = yield* this.applyTx(m, g, [ev], { ...ctx, park: (g.attempts.get(ev.id) || 0) > DEATHS });
      if (r.k === 'poison') r = yield* this.applyTx(m, g, [ev], { ...ctx, park: true });
      if (r.k !== 'ok') {
        g.attempts.delete(ev.id);
        return r;
      }
    }
    return { k: 'ok' };
  }
  stop(m, why) {
    const g = this.db.active,
      s = g.marks.findIndex((mk, i) => this.S.ghost(i, mk));
    if (s < 0) this.fail('false stop', `${m.name}: ${why}; every mark is in the log`);
    this.T(`STOPS: ${why}`);
    m.stopped = true;
    this.count('stops');
    return 'stopped';
  }
  *adopt(g, slot, mk, epoch) {
    // the mark was found in the log of this epoch: remember that beside it
    const t = this.begin();
    yield* this.lock(t, `${g.id}:${slot}`);
    yield;
    const now = g.marks[slot];
    if (now.pos === mk.pos && now.id === mk.id && now.epoch === mk.epoch) {
      g.marks[slot] = { ...now, epoch };
      this.T(`gen ${g.id} slot ${slot} adopts epoch ${epoch} at ${mk.pos}`);
    }
    this.abort(t);
  }
  *epochCheck(m, g, ev) {
    // MENDED: the event's epoch is not the mark's
    const mk = { ...g.marks[ev.slot] };
    yield;
    const now = this.S.epoch,
      has = this.S.same(ev.slot, mk);
    if (this.fix.dropStale && ev.epoch !== now) {
      this.T(`drops stale ${ev.pos} (epoch ${ev.epoch})`);
      this.count('dropped');
      return 'drop';
    }
    if (!has)
      return this.moved(g, ev.slot, mk)
        ? 'again'
        : this.stop(m, `epoch ${now}: mark ${mk.pos} of slot ${ev.slot} is not in the log`);
    yield* this.adopt(g, ev.slot, mk, ev.epoch);
    return 'ok';
  }
  moved(g, slot, mk) {
    const x = g.marks[slot];
    return this.fix.recheck && (x.pos !== mk.pos || x.id !== mk.id || g !== this.db.active);
  } // the mark moved on meanwhile: look again
  *heal(m, g, ev, ctx, met) {
    const slot = ev.slot,
      mk = { ...(this.wrong === 'batchMark' ? met : g.marks[slot]) },
      S = this.S;
    yield;
    if (this.fix.dropStale && ev.epoch !== S.epoch) {
      this.T(`drops stale ${ev.pos}`);
      return 'drop';
    }
    if (this.wrong !== 'noEpoch' && !S.has(slot, mk))
      return this.moved(g, slot, mk) ? 'again' : this.stop(m, `gap: mark ${mk.pos} of slot ${slot} is not in the log`);
    if (this.fix.prevId && mk.pos < ev.prev) {
      const p = S.at(ev.prev);
      if (!(p && p.id === ev.prevId) && !(S.floor[slot].pos === ev.prev)) {
        if (this.fix.dropStale) {
          this.T(`drops ${ev.pos}: its prev is not in the log`);
          return 'drop';
        }
        return this.stop(m, `gap: prev ${ev.prev} is not in the log`);
      }
    }
    if (!this.fix.oneStatement) yield;
    const rows = S.range(slot, mk.pos, this.wrong === 'beyond' ? Infinity : ev.prev, CHUNK);
    this.T(`heals slot ${slot} (${mk.pos}, ${ev.prev}] with ${rows.map((r) => r.pos)}`);
    this.count('heals');
    if (!rows.length) return 'nothing';
    return yield* this.applyRead(m, g, rows, ctx);
  }
  *applyRead(m, g, rows, ctx) {
    // rows read from the log; same table, same transaction
    let r = ctx.single
      ? yield* this.oneByOne(m, g, rows, { ...ctx, pg: false })
      : yield* this.applyTx(m, g, rows, { ...ctx, pg: false });
    if (r.k === 'poison') r = yield* this.oneByOne(m, g, rows, { ...ctx, pg: false });
    if (r.k === 'stop') return ctx.builder ? 'stopped' : this.stop(m, `read ${r.ev.pos} against mark`);
    return r.k;
  }
  *checkAll(m, g) {
    for (let s = 0; s < SLOTS; s++) {
      const mk = { ...g.marks[s] };
      yield;
      if (
        this.wrong !== 'noEpoch' &&
        !(this.fix.epochIn === 'memory' && this.fix.count ? this.S.same(s, mk) : this.S.has(s, mk))
      ) {
        if (this.moved(g, s, mk)) {
          s--;
          g = this.db.active;
          continue;
        }
        this.stop(m, `start/new epoch: mark ${mk.pos} of slot ${s} is not in the log`);
        return false;
      }
    }
    return true;
  }
  *process(m, evs, ctx) {
    let stuck = 0,
      rounds = 0,
      before = '';
    for (;;) {
      if (m.stopped) return 'stopped';
      const g = this.db.active;
      if (this.fix.genTypes && g.types !== m.build) return 'idle';
      if (this.fix.epochIn === 'memory' && evs[0].epoch !== m.epoch) {
        if (this.fix.dropStale) {
          yield;
          if (evs[0].epoch !== this.S.epoch) {
            this.T(`drops stale ${evs[0].pos}`);
            return ctx.pg ? 'retry' : 'done';
          }
        }
        if (!(yield* this.checkAll(m, g))) return 'stopped';
        m.epoch = evs[0].epoch;
        this.T(`knows epoch ${m.epoch}`);
      }
      const r = ctx.single ? yield* this.oneByOne(m, g, evs, ctx) : yield* this.applyTx(m, g, evs, ctx);
      let h = '';
      if (r.k === 'ok') return 'done';
      if (r.k === 'gap') {
        const gap = `${r.ev.pos} after mark ${g.marks[r.ev.slot].pos} of generation ${g.id}`;
        rounds = gap === before ? rounds + 1 : 0;
        before = gap;
        if (rounds > ROUNDS) this.fail('no progress', `${m.name} meets ${gap} for the ${rounds}th time`);
        h = yield* this.heal(m, g, r.ev, ctx, r.met);
      }
      if (r.k === 'epoch') h = yield* this.epochCheck(m, g, r.ev);
      else if (r.k === 'stop')
        return this.stop(m, `prev ${r.ev.prev} < mark ${g.marks[r.ev.slot].pos} < position ${r.ev.pos}, or ids differ`);
      else if (r.k === 'poison') ctx.single = true;
      else if (r.k === 'transient') {
        yield;
        yield;
        if (this.chance(0.3)) return 'retry';
        if (evs.length > 1 && !ctx.pg && this.chance(0.3)) ctx.single = true;
      } else if (r.k === 'busy') return 'busy';
      if (h === 'stopped') return h;
      if (h === 'drop') {
        if (ctx.pg) return 'retry';
        evs = evs.filter((e) => e !== r.ev);
        if (!evs.length) return 'done';
      }
      if (h === 'nothing' && ++stuck > 3)
        return this.stop(m, `gap before ${r.ev.pos}: the log has nothing in (mark, ${r.ev.prev}]`);
    }
  }

  // ---- members ---------------------------------------------------------------------------------------------------------
  *member(m) {
    const { K } = this;
    m.pos = new Map();
    m.assigned = [];
    m.fresh = new Set();
    m.freshPg = true;
    m.t = null;
    m.epoch = -1;
    m.mode = this.mode;
    const ok = yield* this.checkAll(m, this.db.active);
    if (!ok) m.stopped = true;
    for (;;) {
      yield;
      if (m.stopped) {
        yield () => !m.stopped;
        continue;
      }
      if (m.mode !== this.mode && this.chance(0.3)) {
        m.mode = this.mode;
        m.t = null;
        this.T(`transport ${m.mode}`);
      }
      if (this.fix.genTypes && this.db.active.types !== m.build) continue;
      if (m.mode === 'pg') {
        if (this.fix.pgLook && this.chance(this.phase === 2 ? 0.05 : this.lookP)) yield* this.look(m);
        else yield* this.pgRound(m);
        continue;
      }
      if (this.chance(0.4)) {
        const mine = [...K.assign].filter(([, o]) => o === m.i).map(([p]) => p);
        for (const p of mine)
          if (!m.assigned.includes(p)) {
            m.pos.delete(p);
            m.fresh.add(p);
          }
        m.assigned = mine;
      }
      if (this.chance(this.phase === 2 ? 0.05 : this.lookP)) {
        if (this.wrong !== 'noLook') yield* this.look(m);
      } else if (m.assigned.length) yield* this.kafkaRound(m, this.pick(m.assigned));
    }
  }
  *kafkaRound(m, p) {
    const { K } = this,
      part = K.parts[p];
    let o = m.pos.has(p) ? m.pos.get(p) : K.committed.get(p) || 0;
    if (o < part.base || o > part.base + part.recs.length)
      o = this.chance(0.5) ? part.base : part.base + part.recs.length;
    let recs = part.recs.slice(o - part.base, o - part.base + 1 + this.int(BATCH));
    if (!recs.length) {
      m.pos.set(p, o);
      return;
    }
    const k = recs.findIndex((e) => e.epoch !== recs[0].epoch);
    if (k > 0 && this.fix.epochIn === 'memory') recs = recs.slice(0, k);
    yield;
    const r = yield* this.process(m, recs.slice(), { single: this.fix.killer === 'first' && m.fresh.has(p) });
    if (r !== 'done') return;
    m.fresh.delete(p);
    m.pos.set(p, o + recs.length);
    yield;
    if (K.assign.get(p) === m.i || this.chance(0.3)) K.committed.set(p, o + recs.length);
  }
  *look(m) {
    // a silent slot against the relay's cursor
    const slot = this.int(SLOTS),
      g = this.db.active,
      mk = { ...g.marks[slot] },
      S = this.S;
    yield;
    const C = S.relay.cursor;
    if (!this.fix.oneStatement) yield;
    const epoch = S.epoch,
      has = mk.epoch === epoch || this.fix.epochIn !== 'mark' ? S.has(slot, mk) : S.same(slot, mk),
      rows = S.range(slot, mk.pos, this.wrong === 'beyond' ? Infinity : C, CHUNK);
    if (this.wrong !== 'noEpoch' && !has) {
      if (!this.moved(g, slot, mk)) this.stop(m, `look: mark ${mk.pos} of slot ${slot} is not in the log`);
      return;
    }
    if (this.fix.epochIn === 'mark' && mk.epoch !== epoch) {
      yield* this.adopt(g, slot, mk, epoch);
      return;
    }
    if (!rows.length) return;
    this.T(`look at slot ${slot}: (${mk.pos}, ${C}] holds ${rows.map((r) => r.pos)}`);
    this.count('looks');
    yield* this.applyRead(m, g, rows, { single: this.fix.killer === 'first' && m.fresh.size > 0 });
  }
  *pgRound(m) {
    try {
      if (!m.t || m.t.inc !== this.S.inc)
        m.t = { inc: this.S.inc, notes: this.wrong === 'notesKept' && m.t ? m.t.notes : new Map(), dead: new Set() };
      const g = this.db.active,
        { scanned: from, scannedId } = this.scannedOf(g);
      yield;
      const rows = yield* this.tail(m.t, from, BATCH, scannedId);
      if (!rows) {
        if (g === this.db.active && from === this.scannedOf(g).scanned)
          this.stop(m, `scanned_to ${from} is not in the log`);
        return;
      }
      if (!rows.length) return;
      const r = yield* this.process(m, rows, { pg: true, single: this.fix.killer === 'first' && m.freshPg });
      if (r === 'done') m.freshPg = false;
    } catch (e) {
      if (!(e instanceof ConnLost)) throw e;
      m.t = this.wrong === 'notesKept' ? m.t : null;
    }
  }

  // ---- a new generation: built from the log beside the old one, then swapped --------------------------------------------
  *builder(b) {
    const { db, S } = this;
    b.build = 2;
    if (db.active.types === 2) return;
    let g2 = db.gens.find((g) => g.types === 2 && !g.abandoned && g !== db.active);
    if (!g2) {
      g2 = this.newGen(2);
      this.T(`starts generation ${g2.id}`);
    }
    const begun = new Set(); // slots whose first chunk, one by one, is over
    for (;;) {
      yield;
      const g1 = db.active;
      if (g2.abandoned || g1 === g2) return;
      let moved = false;
      for (let s = 0; s < SLOTS; s++) {
        const mk = { ...g2.marks[s] },
          old = { ...g1.marks[s] };
        yield;
        let C = S.relay.cursor;
        if (!this.fix.oneStatement && this.fix.buildBound === 'cursor') yield;
        if (this.fix.buildBound === 'marks') {
          if (!(old.epoch === S.epoch || this.fix.epochIn !== 'mark' ? S.has(s, old) : S.same(s, old))) {
            if (!this.moved(g1, s, old)) {
              this.stop(this.members[0], `build: mark ${old.pos} of slot ${s} is not in the log`);
              yield;
            }
            continue;
          }
          C = old.pos;
        } // a bound counts only while the log has it
        const epoch = S.epoch,
          rows = S.range(s, mk.pos, C, CHUNK);
        if (
          this.wrong !== 'noEpoch' &&
          !(mk.epoch === epoch || this.fix.epochIn !== 'mark' ? S.has(s, mk) : S.same(s, mk))
        ) {
          this.T(`gives generation ${g2.id} up: its mark is not in the log`);
          g2.abandoned = true;
          yield;
          return;
        }
        if (this.fix.epochIn === 'mark' && mk.epoch !== epoch) {
          yield* this.adopt(g2, s, mk, epoch);
          moved = true;
          continue;
        }
        if (!rows.length) continue;
        moved = true;
        this.T(`builds gen ${g2.id} slot ${s}: ${rows.map((r) => r.pos)}`);
        const single = this.fix.killer === 'first' && !begun.has(s);
        const r = yield* this.applyRead(b, g2, rows, { builder: true, single });
        if (r === 'ok') begun.add(s);
        if (r === 'stopped') {
          g2.abandoned = true;
          return;
        }
      }
      if (!moved || this.wrong === 'swapUnequal') if (yield* this.swap(g1, g2)) return;
    }
  }
  *swap(g1, g2) {
    const t = this.begin();
    for (const g of [g1, g2])
      for (let s = 0; s < SLOTS; s++) {
        yield;
        yield* this.lock(t, `${g.id}:${s}`);
      }
    yield;
    const equal = g1.marks.every(
      (m, s) => m.pos === g2.marks[s].pos && m.id === g2.marks[s].id && (!this.fix.count || m.n === g2.marks[s].n),
    );
    const behind = this.fix.swapParked && [...g2.parked.values()].some((l) => l.some((e) => g1.done.has(e.id)));
    if (this.db.active !== g1 || g2.abandoned || (!equal && this.wrong !== 'swapUnequal') || behind) {
      this.abort(t);
      return false;
    }
    for (const [id, d] of g1.done)
      if (!g2.done.has(id))
        this.fail(
          'swap went back',
          `position ${d.pos}, ${d.how} in generation ${g1.id}, is not in generation ${g2.id}`,
        );
    g2.scanned = g1.scanned;
    g2.scannedId = g1.scannedId;
    this.db.active = g2;
    this.T(`SWAP to generation ${g2.id}`);
    this.count('swaps');
    this.abort(t);
    yield;
    return true;
  }

  // ---- the operator of parked events ------------------------------------------------------------------------------------
  *operator() {
    const { db } = this;
    for (;;) {
      yield;
      const g = this.pick(db.gens.filter((x) => !x.abandoned && (x === db.active || x.types > db.active.types)));
      if (!g || !g.parked.size) continue;
      const key = this.pick([...g.parked.keys()]),
        t = this.begin(),
        lock = this.wrong !== 'drainNoLock';
      if (lock) yield* this.lock(t, `${g.id}:${key % SLOTS}`);
      yield;
      const list = (g.parked.get(key) || []).slice(),
        ev = list[0];
      if (!ev) {
        this.abort(t);
        continue;
      }
      let how = 'skipped';
      if (this.phase === 2 || !this.chance(0.12)) {
        how = this.handler({ build: g.types }, ev, g, true);
        yield;
        if (how === 'die') throw new Die();
        if (how === 'poison' || how === 'transient') {
          this.abort(t);
          continue;
        }
      } else this.db.skips.add(ev.id);
      this.T(`drains ${ev.pos} of gen ${g.id}: ${how}, ${list.length - 1} left`);
      this.settle(g, ev, how);
      list.shift();
      if (list.length) g.parked.set(key, list);
      else g.parked.delete(key);
      this.abort(t);
    }
  }
  procedure() {
    // the operator's procedure after a stop: a fresh generation from the log, the old one retired
    if (++this.procedures > this.restores && this.fix.renew !== 'never')
      this.fail('stops again', 'after the procedure');
    for (const g of this.db.gens) g.abandoned = true;
    const build = Math.max(...this.members.map((m) => m.build), this.phase === 2 && this.deployed ? 2 : 1);
    this.db.active = this.newGen(build);
    if (this.fix.scanned === 'gen') this.db.scanned = 0;
    this.T(`PROCEDURE: generation ${this.db.active.id} from nothing`);
    for (const m of this.members) {
      m.build = build;
      m.stopped = false;
      this.crash(
        this.procs.find((p) => p.name === m.name),
        'procedure',
      );
    }
    const b = this.procs.find((p) => p.name === 'builder');
    if (b) this.crash(b, 'procedure');
    this.count('procedures');
  }

  // ---- what goes wrong around them --------------------------------------------------------------------------------------
  env() {
    const { S, K, feat } = this,
      acts = [],
      add = (n, ok, f) => {
        if (ok) for (let i = 0; i < n; i++) acts.push(f);
      };
    const proc = (n) => this.procs.find((p) => p.name === n);
    add(3, feat.crash, () => {
      const p = this.pick(this.procs.filter((x) => /^(m|relay|builder|op)/.test(x.name)));
      this.crash(p, 'kill -9');
      this.count('crashes');
    });
    add(3, feat.zombie, () => {
      if (S.relay.owner) {
        S.relay.expired = true;
        this.T(`lease of ${S.relay.owner} expires`);
      }
    });
    add(4, feat.kafka, () => {
      for (let p = 0; p < K.parts.length; p++) K.assign.set(p, this.int(2));
      this.T(`rebalance ${[...K.assign]}`);
    });
    add(1, feat.kafka, () => {
      const p = this.int(K.parts.length),
        q = K.parts[p];
      K.committed.set(p, this.chance(0.5) ? q.base : q.base + q.recs.length);
      for (const m of this.members) if (m.pos) m.pos.delete(p);
      this.T(`offsets of p${p} reset to ${K.committed.get(p)}`);
    });
    add(2, feat.kafka, () => {
      const q = this.pick(K.parts),
        n = this.int(q.recs.length + 1);
      q.recs.splice(0, n);
      q.base += n;
      this.T(`retention drops ${n}`);
    });
    add(1, feat.kafka && this.chance(0.3), () => {
      K.parts = K.parts.map(() => ({ base: 0, recs: [] }));
      if (this.chance(0.5)) K.committed.clear();
      this.T('topic wiped');
      this.count('wipes');
    });
    add(4, feat.kafka, () => {
      const q = this.pick(K.parts);
      if (q.recs.length) q.recs.splice(this.int(q.recs.length), 1);
      this.T('a record is lost, or nobody can read it');
    });
    add(1, feat.kafka && K.parts.length < 3, () => {
      K.parts.push({ base: 0, recs: [] });
      K.assign.set(K.parts.length - 1, this.int(2));
      this.T('partition added');
    });
    add(2, feat.kafka, () => {
      const q = this.pick(K.parts);
      if (q.recs.length) q.recs.push(this.pick(q.recs));
    });
    add(2, feat.pg, () => {
      this.mode = this.mode === 'pg' ? 'kafka' : 'pg';
      this.T(`transport set to ${this.mode}`);
      this.count('switches');
    });
    add(1, feat.restart, () => {
      S.kill();
      S.seq += this.int(4);
      this.T('source database restarts');
      if (this.chance(0.5)) {
        S.epoch++;
        this.T(`failover without loss, epoch ${S.epoch}`);
      }
    });
    add(2, feat.restore && this.restores < 2, () => {
      if (!this.saved || this.chance(0.3)) {
        this.saved = S.copy();
        this.T(`copy taken at ${S.seq}`);
      }
    });
    add(1, feat.restore && this.saved && this.restores < 2, () => {
      S.restore(this.saved);
      S.seq += this.chance(0.3) ? this.int(3) : 0;
      this.saved = null;
      this.restores++;
      this.count('restores');
      if (this.fix.renew === 'first') S.epoch++;
      else if (this.fix.renew === 'late') this.pendingRenew = this.steps + 20 + this.int(100);
      this.T(`RESTORED to sequence ${S.seq}, cursor ${S.relay.cursor}, epoch ${S.epoch}`);
    });
    const cp = (g) => ({
      ...g,
      marks: g.marks.map((x) => ({ ...x })),
      done: new Map(g.done),
      ver: new Map(g.ver),
      parked: new Map([...g.parked].map(([k, l]) => [k, l.slice()])),
      attempts: new Map(g.attempts),
    });
    add(1, feat.cdb && !this.deployed && !this.procedures && !this.S.cut, () => {
      if (!this.csaved) {
        this.csaved = {
          g: cp(this.db.active),
          skips: new Set(this.db.skips),
          scanned: this.db.scanned,
          restores: this.restores,
        };
        return;
      }
      const c = this.csaved;
      this.csaved = null;
      if (c.restores !== this.restores) return;
      for (const p of this.procs) {
        for (const t of [...p.txs]) this.abort(t);
        if (/^(m\d|op|builder)/.test(p.name)) this.crash(p, 'database restored');
      }
      Object.assign(this.db.active, c.g, { max: this.db.active.max });
      this.db.skips = c.skips;
      this.db.scanned = c.scanned;
      this.T('CONSUMER database restored');
      this.count('consumer restores');
    });
    add(2, feat.gens, () => {
      // rolling deployment of build 2, which knows type C
      if (!this.deployed) {
        this.deployed = true;
        this.spawn(
          'builder',
          function* () {
            yield* this.builder({});
          }.bind(this),
        );
        this.T('deployment of build 2 begins');
      }
      const m = this.members.find((x) => x.build < 2);
      if (m && this.chance(0.5)) {
        m.build = 2;
        this.crash(proc(m.name), 'restarts as build 2');
      }
    });
    add(2, feat.cut && !this.deployed, () => {
      const g = this.db.active;
      if (this.db.gens.some((x) => !x.abandoned && x !== g)) return;
      const keep = this.rowsSettledUpTo(g),
        cut = Math.min(keep, S.relay.cursor);
      if (cut <= S.cut || !keep) return;
      for (const r of S.rows)
        if (r.pos <= cut) {
          S.floor[r.slot] = { pos: r.pos, id: r.id, n: S.floor[r.slot].n + 1 };
        }
      S.rows = S.rows.filter((r) => r.pos > cut);
      S.cut = cut;
      this.feat.gens = false;
      this.T(`log cut at ${cut}`);
      this.count('cuts');
    });
    if (acts.length) {
      this.cur = null;
      this.pick(acts)();
    }
  }
  rowsSettledUpTo(g) {
    let p = 0;
    for (const r of this.S.rows) {
      if (!g.done.has(r.id)) break;
      p = r.pos;
    }
    return p;
  }

  // ---- a run ------------------------------------------------------------------------------------------------------------
  settled() {
    const { S, K, db } = this,
      g = db.active;
    if (this.budget > 0 || S.txs.size || this.members.some((m) => m.stopped) || g.parked.size || K.inflight.length)
      return false;
    if (this.procs.some((p) => p.name[0] === 'w' && p.gen)) return false;
    if (S.rows.some((r) => !g.done.has(r.id)) || g.marks.some((mk, s) => S.ghost(s, mk))) return false;
    if (this.mode === 'kafka' && S.rows.length && S.relay.cursor < S.rows.at(-1).pos) return false;
    return !(this.deployed && g.types < 2);
  }
  end() {
    const { S, db } = this,
      g = db.active,
      log = new Set(S.rows.map((r) => r.id));
    for (const [id, d] of g.done) {
      if (!log.has(id) && d.pos > S.cut) this.fail('ghost', `${d.pos} is applied but not in the log`);
      if (g.types === 2 && d.type === 'C' && d.how === 'ignored')
        this.fail(
          'type ignored',
          `position ${d.pos} of type C was counted and skipped in generation ${g.id}, which was built for it`,
        );
    }
    if (this.mode === 'kafka')
      for (let s = 0; s < SLOTS; s++) {
        const n = S.floor[s].n + S.rows.filter((r) => r.slot === s && r.pos <= S.relay.cursor).length;
        if (n !== S.relay.sent[s] && this.fix.recount !== false)
          this.fail('recount', `slot ${s}: log ${n}, sent ${S.relay.sent[s]}`);
      }
  }
  run() {
    const p1 = 800 + this.int(2200);
    try {
      while (this.steps < p1) {
        if (this.chance(0.012)) this.env();
        this.tick();
        this.step();
      }
      this.phase = 2;
      this.T('== faults end');
      this.pendingRenew = this.pendingRenew && this.steps;
      this.tick();
      if (this.deployed)
        for (const m of this.members)
          if (m.build < 2) {
            m.build = 2;
            this.crash(
              this.procs.find((p) => p.name === m.name),
              'build 2',
            );
          }
      for (const p of this.procs) p.w = 1;
      const limit = this.steps + 30000;
      for (;;) {
        this.step();
        this.tick();
        if (this.steps % 40 === 0) {
          if (this.deployed && this.db.active.types < 2) {
            const b = this.procs.find((p) => p.name === 'builder');
            if (!b.gen) this.crash(b, 'again');
          }
          if (this.settled()) break;
        }
        if (this.steps > limit) this.fail('no quiescence', this.why());
      }
      this.end();
      return null;
    } catch (e) {
      if (e instanceof Violation) return { seed: this.seed, kind: e.kind, detail: e.detail, steps: this.steps };
      throw e;
    }
  }
  tick() {
    if (this.pendingRenew && this.steps >= this.pendingRenew) {
      this.pendingRenew = 0;
      this.S.epoch++;
      this.T(`epoch renewed: ${this.S.epoch}`);
    }
    if (this.steps % 50 === 0 && this.members.some((m) => m.stopped) && this.chance(0.3)) this.procedure();
  }
  why() {
    const g = this.db.active,
      S = this.S;
    return JSON.stringify({
      lost: S.rows
        .filter((r) => !g.done.has(r.id) && ![...g.parked.values()].flat().some((e) => e.id === r.id))
        .map((r) => `${r.pos}:s${r.slot}${r.trait}`),
      parked: [...g.parked.keys()],
      marks: g.marks.map((m) => m.pos),
      cursor: S.relay.cursor,
      last: S.rows.at(-1)?.pos,
      stopped: this.members.map((m) => m.stopped),
      types: g.types,
      builds: this.members.map((m) => m.build),
      mode: this.mode,
      scanned: this.scannedOf(g).scanned,
      txs: S.txs.size,
      ghosts: g.marks.map((mk, s) => S.ghost(s, mk)),
    });
  }
}
module.exports = { Sim, MENDED, LITERAL };
