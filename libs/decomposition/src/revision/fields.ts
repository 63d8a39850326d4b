import type { Indicator } from '../indicators/indicators.js';
import type { Deadline, ProposedTask, ProposedUnit } from '../proposal/proposal.js';
import { deadlineKey, unitKey } from '../proposal/same.js';
import { compact } from '../text/fold.js';
import { wording } from '../text/shingles.js';
import type { DueChange, Exchanged, FieldChange } from './revision.js';

type Compare = (previous: ProposedTask, next: ProposedTask) => FieldChange | undefined;

/** How each field is compared. Signs that change nothing of what is asked (widths, punctuation, 底前 for 31日前) are no change. */
const FIELDS: readonly Compare[] = [
  (previous, next) =>
    wording(previous.title) === wording(next.title)
      ? undefined
      : { field: 'title', from: previous.title, to: next.title },
  ({ text: { value: from } }, { text: { value: to } }) =>
    wording(from) === wording(to)
      ? undefined
      : { field: 'text', from, to, ...exchanged(clausesOf(from), clausesOf(to), wording) },
  (previous, next) => {
    const units = exchanged(previous.units.value, next.units.value, unitKey);
    const names = (list: readonly ProposedUnit[]): string[] => list.map(({ name }) => name);
    return changed({ field: 'units', removed: names(units.removed), added: names(units.added) });
  },
  (previous, next) => {
    const before = new Map(previous.units.value.map((unit) => [unitKey(unit), unit.role]));
    const roles = next.units.value.flatMap((unit) => {
      const from = before.get(unitKey(unit)) ?? unit.role;
      return from === unit.role ? [] : [{ name: unit.name, from, to: unit.role }];
    });
    return roles.length === 0 ? undefined : { field: 'roles', changed: roles };
  },
  ({ deadline: { value: from } }, { deadline: { value: to } }) =>
    deadlineKey(from) === deadlineKey(to) ? undefined : { field: 'deadline', from: dueOf(from), to: dueOf(to) },
  ({ deadline: previous }, { deadline: next }) => {
    const stages = exchanged(previous.value.milestones, next.value.milestones, ({ raw, due }) => due ?? compact(raw));
    const raws = (list: readonly { raw: string }[]): string[] => list.map(({ raw }) => raw);
    return changed({ field: 'milestones', removed: raws(stages.removed), added: raws(stages.added) });
  },
  (previous, next) =>
    changed({ field: 'indicators', ...exchanged(previous.indicators, next.indicators, indicatorKey) }),
];

/** What the later version of a task says otherwise. */
export function fieldChanges(previous: ProposedTask, next: ProposedTask): FieldChange[] {
  return FIELDS.flatMap((compare) => compare(previous, next) ?? []);
}

const clausesOf = (text: string): string[] =>
  text.split(/(?<=[。；;，,！？])/).filter((clause) => clause.trim() !== '');

const dueOf = ({ raw, due }: Deadline): DueChange => ({ raw, ...(due && { due }) });

const indicatorKey = ({ name, comparator, value, unit, stretchValue, per, raw }: Indicator): string =>
  JSON.stringify([wording(name), comparator, value ?? wording(raw), unit, stretchValue, per]);

function changed<T extends FieldChange & Exchanged<unknown>>(change: T): T | undefined {
  return change.removed.length + change.added.length === 0 ? undefined : change;
}

/** What one list holds and the other does not, each as often as it is missing there. */
export function exchanged<T>(from: readonly T[], to: readonly T[], keyOf: (each: T) => string): Exchanged<T> {
  return { removed: missing(from, to, keyOf), added: missing(to, from, keyOf) };
}

function missing<T>(list: readonly T[], elsewhere: readonly T[], keyOf: (each: T) => string): T[] {
  const counts = new Map<string, number>();
  for (const each of elsewhere) counts.set(keyOf(each), (counts.get(keyOf(each)) ?? 0) + 1);
  return list.filter((each) => {
    const left = counts.get(keyOf(each)) ?? 0;
    counts.set(keyOf(each), left - 1);
    return left <= 0;
  });
}
