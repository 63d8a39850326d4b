import type { LogConnection } from '../database/log-connection.js';
import type { LogEvent, LogPlace } from '../log-event.js';
import type { Alarm } from '../observe/alarm.js';
import { EventLogReader } from './event-log-reader.js';
import { Holes, type Hole } from './holes.js';
import type { LogName } from './log-address.js';
import { LogWriters } from './log-writers.js';

export interface TailRead {
  epoch: string;
  /** False when the log no longer holds the place that was read from: it was put back to an earlier state. */
  known: boolean;
  /** In position order, without a position between them that could still be filled. */
  events: LogEvent[];
  /** Whether a hole holds the rest up: read again soon, for a rollback wakes nobody. */
  held: boolean;
}

export interface TailerOptions {
  connection: LogConnection;
  log: LogName;
  alarm: Alarm;
  /** Milliseconds after which an open hole alarms. */
  alarmAfter?: number;
}

const ALARM_AFTER_MS = 5_000;

/** Reads one log in position order, and never past a position that a transaction could still commit. */
export class HoleSafeTailer {
  private readonly reader: EventLogReader;
  private readonly writers: LogWriters;
  private readonly holes = new Holes();
  private incarnation = 0;
  private alarmed = 0;

  constructor(private readonly options: TailerOptions) {
    this.reader = new EventLogReader(options.connection, options.log);
    this.writers = new LogWriters(options.connection, options.log);
  }

  /** Up to `limit` events after `from`, which must be a place that an earlier read has reached. */
  async read(from: LogPlace, limit: number): Promise<TailRead> {
    this.holes.forgetUpTo(from.position);
    this.forgetAfterReconnect();
    // Listed before the read: a writer that is gone from this list has committed, and the read would show its event.
    const writers = this.holes.open.length > 0 ? await this.writers.list() : undefined;
    const { epoch, known, events } = await this.reader.after(from, limit);
    if (this.forgetAfterReconnect()) return this.read(from, limit);
    if (!known) return { epoch, known, events: [], held: false };
    const { safe, fresh } = this.judge(from, events, writers);
    // Listed after the read: whoever holds one of these positions took the lock before it.
    if (fresh.length > 0) await this.note(fresh);
    const held = safe.length < events.length;
    if (held) await this.alarmWhenOld();
    return { epoch, known, events: safe, held };
  }

  private judge(from: LogPlace, events: LogEvent[], writers: ReadonlySet<string> | undefined) {
    const fresh: Hole[] = [];
    let safe = events.length;
    let last = from.position;
    for (const [index, { position }] of events.entries()) {
      const hole = { from: last + 1, to: position - 1 };
      if (hole.to >= hole.from && !this.holes.isDead(hole, writers)) {
        safe = Math.min(safe, index);
        if (!this.holes.isNoted(hole)) fresh.push(hole);
      }
      last = position;
    }
    return { safe: events.slice(0, safe), fresh };
  }

  private async note(fresh: readonly Hole[]): Promise<void> {
    const writers = await this.writers.list();
    if (this.forgetAfterReconnect()) return;
    for (const hole of fresh) this.holes.note(hole, writers, performance.now());
  }

  private forgetAfterReconnect(): boolean {
    const { incarnation } = this.options.connection;
    const lost = this.incarnation !== incarnation && this.incarnation !== 0;
    this.incarnation = incarnation;
    if (lost) this.holes.forget();
    return lost;
  }

  /** Once per hole; the first open one is what holds the tail up. */
  private async alarmWhenOld(): Promise<void> {
    const [hole] = this.holes.open;
    const { alarm, log, alarmAfter = ALARM_AFTER_MS } = this.options;
    if (!hole || hole.from === this.alarmed || performance.now() - hole.since < alarmAfter) return;
    const sessions = await this.writers.describe(hole.writers);
    if (!sessions) return; // gone just now: the next read passes
    this.alarmed = hole.from;
    const seconds = Math.round((performance.now() - hole.since) / 1000);
    alarm.raise(
      'hole-open',
      `The log of ${log.service} is held up at position ${hole.from} for ${seconds} s by ${sessions}: ` +
        'end that transaction, or its session with pg_terminate_backend.',
    );
  }
}
