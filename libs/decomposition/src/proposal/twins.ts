import { wording } from '../text/shingles.js';
import { deadlineKey, unitKey } from './same.js';
import type { Deadline, ProposedTask, ProposedUnit, Sentence } from './proposal.js';
import { field, type Field, type FieldReason } from './reasons.js';

/** A task of the body and the row of a table that names the same task. */
interface Twins {
  readonly body: ProposedTask;
  readonly row: ProposedTask;
}

interface Found {
  readonly task: ProposedTask;
  readonly inTable: boolean;
}

const SHORTEST = 4;

/**
 * A paper may name a task in its body and once more in a table. Where both say the same they are one task; where they differ both
 * stay, each flagged and naming the other: which of them holds is for a person to say.
 */
export function joinTwins(
  found: readonly Found[],
  sentences: readonly Sentence[],
): { tasks: ProposedTask[]; sentences: Sentence[] } {
  const mergedInto = new Map<string, string>();
  const changed = new Map<string, ProposedTask>();
  for (const twins of twinsAmong(found)) {
    const reasons = differences(twins);
    const { body, row } = twins;
    if (reasons.length === 0 && addsNothing(row, body)) {
      mergedInto.set(row.key, body.key);
      changed.set(body.key, merged(twins));
    } else {
      changed.set(body.key, flagged(body, row, reasons));
      changed.set(row.key, flagged(row, body, reasons));
    }
  }
  return {
    tasks: found.flatMap(({ task }) => (mergedInto.has(task.key) ? [] : [changed.get(task.key) ?? task])),
    sentences: sentences.map((sentence) => withMerged(sentence, mergedInto)),
  };
}

/** A sentence of a row that became part of a task of the body belongs to that task. */
function withMerged(sentence: Sentence, mergedInto: ReadonlyMap<string, string>): Sentence {
  if (sentence.state !== 'task' || !sentence.tasks.some((key) => mergedInto.has(key))) return sentence;
  return { ...sentence, tasks: [...new Set(sentence.tasks.map((key) => mergedInto.get(key) ?? key))] };
}

/** One title on either side, and no more than one: rows that cut a task into pieces are measures of their own. */
function twinsAmong(found: readonly Found[]): Twins[] {
  const titled = found.filter(({ task }) => task.kind !== 'indicator' && wording(task.title).length >= SHORTEST);
  const byTitle = Map.groupBy(titled, ({ task }) => wording(task.title));
  return [...byTitle.values()].flatMap((same) => {
    const [row] = same.filter(({ inTable }) => inTable);
    const [body] = same.filter(({ inTable }) => !inTable);
    return same.length === 2 && row && body ? [{ body: body.task, row: row.task }] : [];
  });
}

const addsNothing = (row: ProposedTask, body: ProposedTask): boolean =>
  wording(body.title + body.text.value).includes(wording(row.text.value));

type Differing = 'units-differ-from-annex' | 'lead-differs-from-annex' | 'deadline-differs-from-annex';

function differences({ body, row }: Twins): Differing[] {
  const found: Differing[] = [];
  if (unitsDiffer(body.units.value, row.units.value)) found.push('units-differ-from-annex');
  if (leadsDiffer(body.units.value, row.units.value)) found.push('lead-differs-from-annex');
  if (deadlinesDiffer(body.deadline.value, row.deadline.value)) found.push('deadline-differs-from-annex');
  return found;
}

const ownUnits = (units: readonly ProposedUnit[]): ProposedUnit[] => units.filter(({ addedByRule }) => !addedByRule);
const keysOf = (units: readonly ProposedUnit[]): string => ownUnits(units).map(unitKey).sort().join();
const leadsOf = (units: readonly ProposedUnit[]): string => keysOf(units.filter(({ role }) => role === 'lead'));

/** What one side leaves out the other may say. */
const unitsDiffer = (a: readonly ProposedUnit[], b: readonly ProposedUnit[]): boolean =>
  keysOf(a) !== '' && keysOf(b) !== '' && keysOf(a) !== keysOf(b);
const leadsDiffer = (a: readonly ProposedUnit[], b: readonly ProposedUnit[]): boolean =>
  leadsOf(a) !== '' && leadsOf(b) !== '' && leadsOf(a) !== leadsOf(b);

const deadlinesDiffer = (a: Deadline, b: Deadline): boolean =>
  deadlineKey(a) !== '' && deadlineKey(b) !== '' && deadlineKey(a) !== deadlineKey(b);

function merged({ body, row }: Twins): ProposedTask {
  const fromRow =
    keysOf(body.units.value) === '' || (leadsOf(body.units.value) === '' && leadsOf(row.units.value) !== '');
  const noDate = body.deadline.value.raw === '' && !body.deadline.value.continuing;
  return {
    ...body,
    ...(fromRow && { units: fromAnnex(row.units), lead: fromAnnex(row.lead), form: row.form }),
    ...(noDate &&
      (row.deadline.value.raw !== '' || row.deadline.value.continuing) && { deadline: fromAnnex(row.deadline) }),
    note: [body.note, row.note].filter((note) => note !== '').join('；'),
    people: [...new Set([...body.people, ...row.people])],
    sentences: [...new Set([...body.sentences, ...row.sentences])].sort((a, b) => a - b),
  };
}

function fromAnnex<T>({ value, reasons }: Field<T>): Field<T> {
  return field(value, [...reasons, 'from-annex']);
}

function flagged(task: ProposedTask, twin: ProposedTask, reasons: readonly Differing[]): ProposedTask {
  const add = <T>({ value, reasons: own }: Field<T>, more: readonly FieldReason[]): Field<T> =>
    field(value, [...own, ...more]);
  return {
    ...task,
    twin: twin.key,
    units: add(
      task.units,
      reasons.filter((reason) => reason === 'units-differ-from-annex'),
    ),
    lead: add(
      task.lead,
      reasons.filter((reason) => reason === 'lead-differs-from-annex'),
    ),
    deadline: add(
      task.deadline,
      reasons.filter((reason) => reason === 'deadline-differs-from-annex'),
    ),
  };
}
