import type { LocalDate } from '#kernel';
import { compact } from '../text/fold.js';
import { abbreviates, bareForm, formsOf, likeness } from './forms.js';
import type { KnownName, NamedUnit } from './list.js';
import type { Register, RegisteredGroup, RegisteredUnit } from './register.js';

/** How a name was found in the register; the surer rows come first. */
export type MatchedBy =
  | 'name'
  | 'alias'
  | 'former-name' // its last day lies before the paper
  | 'short-form' // written as papers shorten names
  | 'without-level' // 渔业厅 for 某江省渔业厅
  | 'abbreviation' // 住建厅 for 住房和城乡建设厅
  | 'outside-bracket'; // 省计量局 of 省计量局（省认证局）

export interface Candidate {
  readonly unitId: string;
  readonly name: string;
  readonly likeness: number;
}

export type Resolution =
  | {
      readonly state: 'unit';
      readonly unitId: string;
      readonly name: string;
      readonly by: MatchedBy;
      readonly also?: Resolution;
    }
  | { readonly state: 'group'; readonly groupId: string; readonly name: string; readonly members: readonly string[] }
  /** Kept verbatim, to be matched by a person. */
  | { readonly state: 'open'; readonly candidates: readonly Candidate[] };

const MOST_CANDIDATES = 3;
const LIKE_ENOUGH = 0.4;

interface Entry {
  readonly unit: RegisteredUnit;
  readonly by: MatchedBy;
}

/** Finds units of one paper in a register. Only a name that fits a single unit is resolved: nothing is guessed. */
export class UnitResolver {
  private readonly groups = new Map<string, RegisteredGroup>();
  private readonly units = new Map<string, Entry[]>();
  private readonly resolved = new Map<string, Resolution>();
  private readonly forms: { form: string; unit: RegisteredUnit }[] = [];

  constructor(
    register: Register,
    private readonly on: LocalDate | undefined,
  ) {
    for (const group of register.groups) {
      for (const name of [group.name, ...group.aliases]) this.groups.set(compact(name), group);
    }
    for (const unit of register.units) this.index(unit);
  }

  /** Whether the register has this name, in any form that is sure. */
  readonly known: KnownName = (name) => {
    if (this.groups.has(name)) return true;
    return (this.units.get(name) ?? []).some(({ by }) => by !== 'without-level');
  };

  resolve({ name, reading }: Pick<NamedUnit, 'name' | 'reading'>): Resolution {
    const key = reading ?? name;
    const before = this.resolved.get(key);
    if (before) return before;
    const resolution = this.find(key) ?? { state: 'open', candidates: this.candidates(key) };
    this.resolved.set(key, resolution);
    return resolution;
  }

  private index(unit: RegisteredUnit): void {
    const full = compact(unit.name);
    this.enter(full, { unit, by: 'name' });
    for (const alias of unit.aliases) {
      const valid = this.on === undefined || ((alias.from ?? this.on) <= this.on && this.on <= (alias.to ?? this.on));
      this.enter(compact(alias.name), { unit, by: valid ? 'alias' : 'former-name' });
    }
    for (const form of new Set([full, ...unit.aliases.map((alias) => compact(alias.name))].flatMap(formsOf))) {
      this.enter(form, { unit, by: 'short-form' });
      if (bareForm(form).length > 2) this.enter(bareForm(form), { unit, by: 'without-level' });
      this.forms.push({ form, unit });
    }
  }

  private enter(name: string, entry: Entry): void {
    const entries = this.units.get(name) ?? [];
    if (!entries.some(({ unit }) => unit === entry.unit)) this.units.set(name, [...entries, entry]);
  }

  private find(name: string): Resolution | undefined {
    const group = this.groups.get(name);
    if (group) return { state: 'group', groupId: group.groupId, name: group.name, members: this.membersOf(group) };
    return this.exact(name) ?? this.outsideBracket(name) ?? this.abbreviated(name);
  }

  private exact(name: string): Resolution | undefined {
    const entries = this.units.get(name) ?? [];
    for (const by of ['name', 'alias', 'former-name', 'short-form', 'without-level'] as const) {
      const found = entries.filter((entry) => entry.by === by);
      if (found.length > 1) return undefined;
      if (found[0]) return { state: 'unit', unitId: found[0].unit.unitId, name: found[0].unit.name, by };
    }
    return undefined;
  }

  /** 「A（B）」 is one office under two signs: A carries the task, B is shown beside it. */
  private outsideBracket(name: string): Resolution | undefined {
    const match = /^(.+?)\(([^()]+)\)$/.exec(name);
    const outer = this.exact(match?.[1] ?? '');
    const inner = this.exact(match?.[2] ?? '');
    if (outer?.state !== 'unit') return undefined;
    return { ...outer, by: 'outside-bracket', ...(inner && { also: inner }) };
  }

  private abbreviated(name: string): Resolution | undefined {
    if (name.length < 3) return undefined;
    const found = new Set(this.forms.filter(({ form }) => abbreviates(name, form)).map(({ unit }) => unit));
    const [only] = found;
    return found.size === 1 && only
      ? { state: 'unit', unitId: only.unitId, name: only.name, by: 'abbreviation' }
      : undefined;
  }

  private candidates(name: string): Candidate[] {
    const best = new Map<RegisteredUnit, number>();
    for (const { form, unit } of this.forms) {
      const score = abbreviates(name, form)
        ? 0.9
        : Math.max(likeness(name, form), likeness(bareForm(name), bareForm(form)) * 0.95);
      if (score >= LIKE_ENOUGH) best.set(unit, Math.max(score, best.get(unit) ?? 0));
    }
    return [...best]
      .sort(([a, x], [b, y]) => y - x || a.name.localeCompare(b.name))
      .slice(0, MOST_CANDIDATES)
      .map(([unit, score]) => ({ unitId: unit.unitId, name: unit.name, likeness: Math.round(score * 100) / 100 }));
  }

  private membersOf(group: RegisteredGroup): string[] {
    return group.members
      .filter(({ from, to }) => this.on === undefined || (from <= this.on && (to === null || this.on <= to)))
      .map(({ unitId }) => unitId);
  }
}
