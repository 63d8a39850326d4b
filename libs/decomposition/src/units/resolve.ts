import type { LocalDate } from '#kernel';
import { compact } from '../text/fold.js';
import { abbreviates, bareForm, formsOf, likeness } from './forms.js';
import { Locality } from './locality.js';
import type { KnownName, NamedUnit } from './list.js';
import type { Register, RegisteredGroup, RegisteredUnit } from './register.js';

/** How a name was found in the register; the surer rows come first. */
export type MatchedBy =
  | 'name'
  | 'alias'
  | 'place-of-issuer' // 区教委 in a paper of that district
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
  | {
      readonly state: 'group';
      readonly groupId: string;
      readonly name: string;
      readonly members: readonly string[];
      readonly by?: 'place-of-issuer';
    }
  /** Kept verbatim, to be matched by a person. */
  | { readonly state: 'open'; readonly candidates: readonly Candidate[] };

const MOST_CANDIDATES = 3;
const LIKE_ENOUGH = 0.4;

interface Entry {
  readonly unit: RegisteredUnit;
  readonly by: MatchedBy;
}

function append<T>(map: Map<string, T[]>, key: string, value: T): void {
  const known = map.get(key);
  if (known) known.push(value);
  else map.set(key, [value]);
}

/** Finds units of one paper in a register. Only a name that fits a single unit is resolved: nothing is guessed. */
export class UnitResolver {
  private locality: Locality;
  private readonly localGroups = new Map<string, RegisteredGroup[]>();
  private readonly localUnits = new Map<string, RegisteredUnit[]>();
  private readonly groups = new Map<string, RegisteredGroup>();
  private readonly units = new Map<string, Entry[]>();
  private readonly resolved = new Map<string, Resolution>();
  private readonly forms: { form: string; unit: RegisteredUnit }[] = [];

  constructor(
    register: Register,
    private readonly on: LocalDate | undefined,
    issuer = '',
  ) {
    for (const group of register.groups) {
      for (const name of [group.name, ...group.aliases]) this.groups.set(compact(name), group);
    }
    for (const unit of register.units) this.index(unit);
    this.locality = new Locality([issuer]);
    const issued = this.exact(compact(issuer));
    if (issued?.state === 'unit') this.locality = new Locality([issued.name, issuer]);
    this.indexLocally(register);
  }

  /** Whether the register has this name, in any form that is sure. */
  readonly known: KnownName = (name) => {
    if (this.groups.has(name) || this.localGroups.has(name) || this.localUnits.has(name)) return true;
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

  private indexLocally({ units, groups }: Register): void {
    for (const unit of units) {
      const names = [unit.name, ...unit.aliases.map((alias) => alias.name)];
      for (const form of new Set(names.flatMap((name) => this.locality.localNames(name)).flatMap(formsOf)))
        append(this.localUnits, form, unit);
    }
    for (const group of groups) {
      const names = [group.name, ...group.aliases].flatMap((name) => this.locality.localNames(name));
      for (const form of new Set(names)) append(this.localGroups, form, group);
    }
  }

  private enter(name: string, entry: Entry): void {
    const entries = this.units.get(name) ?? [];
    if (!entries.some(({ unit }) => unit === entry.unit)) this.units.set(name, [...entries, entry]);
  }

  private find(name: string): Resolution | undefined {
    const [local, another] = this.localGroups.get(name) ?? [];
    if (local && !another) return { ...this.group(local), by: 'place-of-issuer' };
    const group = this.groups.get(name);
    if (group) return this.group(group);
    return this.exact(name) ?? this.outsideBracket(name) ?? this.abbreviated(name) ?? this.local(name);
  }

  private group(group: RegisteredGroup): Resolution & { state: 'group' } {
    return { state: 'group', groupId: group.groupId, name: group.name, members: this.membersOf(group) };
  }

  private exact(name: string): Resolution | undefined {
    const entries = this.units.get(name) ?? [];
    for (const by of ['name', 'alias', 'former-name', 'short-form', 'without-level'] as const) {
      const found = entries.filter((entry) => entry.by === by);
      if (found.length > 1) return undefined;
      if (found[0] && (by === 'name' || by === 'alias' || this.mayBe(name, found[0].unit)))
        return { state: 'unit', unitId: found[0].unit.unitId, name: found[0].unit.name, by };
    }
    return undefined;
  }

  /** In a paper of a district, 区教委 is that district's: no other may stand in for it. */
  private local(name: string): Resolution | undefined {
    const exact = this.localUnits.get(name);
    const [unit, another] = new Set(exact ?? this.abbreviatedHere(name));
    return unit && !another
      ? { state: 'unit', unitId: unit.unitId, name: unit.name, by: 'place-of-issuer' }
      : undefined;
  }

  private abbreviatedHere(name: string): RegisteredUnit[] {
    if (name.length < 3) return [];
    return Array.from(this.localUnits).flatMap(([form, units]) => (abbreviates(name, form) ? units : []));
  }

  private mayBe(name: string, unit: RegisteredUnit): boolean {
    return !this.locality.speaksOfHere(name) || !this.locality.isElsewhere(unit.name);
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
    return found.size === 1 && only && this.mayBe(name, only)
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
