import type { AssignmentRole, DraftSentence, DraftTask, DraftUnit } from '#contracts';
import {
  differenceOf,
  type ComparedPaper,
  type Field,
  type Indicator,
  type ProposedTask,
  type ProposedUnit,
  type Revision,
  type Role,
  type Sentence,
  type TaskKind,
} from '#decomposition';
import type { DraftContent } from '../../domain/drafts/draft.js';

const ROLES = { LEAD: 'lead', CO: 'co', RESPONSIBLE: 'responsible' } as const satisfies Record<AssignmentRole, Role>;

const KINDS = { TASK: 'task', MEASURE: 'measure', INDICATOR: 'indicator' } as const satisfies Record<
  DraftTask['kind'],
  TaskKind
>;

/** What `next`, as reviewers left it, changes against `previous`. */
export function differenceOfContents(previous: DraftContent, next: DraftContent): Revision {
  return differenceOf(comparedPaper(previous), comparedPaper(next));
}

/** In the words in which two papers are compared; what that does not look at stays empty. */
function comparedPaper({ tasks, sentences }: DraftContent): ComparedPaper {
  return { tasks: tasks.map(proposedTask), sentences: sentences.map(proposedSentence) };
}

function proposedTask(task: DraftTask): ProposedTask {
  const due = task.deadline === null ? {} : { due: task.deadline };
  const milestones = task.milestones.map(({ raw, due: day, text }) => ({
    raw,
    text,
    ...(day !== null && { due: day }),
  }));
  return {
    key: task.key,
    no: task.no,
    kind: KINDS[task.kind],
    ...(task.parentKey !== null && { parent: task.parentKey }),
    section: task.section,
    subsection: '',
    domain: '',
    title: task.title,
    text: value(task.text),
    note: task.note,
    form: '',
    units: value(task.units.map(proposedUnit)),
    lead: value(task.units.filter(({ role }) => role === 'LEAD').map(({ name }) => name)),
    deadline: value({ raw: task.deadlineText, ...due, continuing: task.continuing, milestones }),
    times: [],
    indicators: task.indicators.map(indicatorOf),
    people: [],
    sentences: [],
  };
}

function value<T>(of: T): Field<T> {
  return { value: of, confidence: 1, reasons: [] };
}

function proposedUnit({ name, role, unitId, groupId }: DraftUnit): ProposedUnit {
  const known = { name, role: ROLES[role], group: groupId !== null, addedByRule: false };
  if (unitId !== null) return { ...known, resolution: { state: 'unit', unitId, name, by: 'name' } };
  if (groupId !== null) return { ...known, resolution: { state: 'group', groupId, name, members: [] } };
  return { ...known, resolution: { state: 'open', candidates: [] } };
}

function indicatorOf({ stretchValue, ...indicator }: DraftTask['indicators'][number]): Indicator {
  return {
    ...indicator,
    comparator: indicator.comparator as Indicator['comparator'],
    ...(stretchValue !== null && { stretchValue }),
  };
}

/** Only whether a task holds it is compared. */
function proposedSentence({ id, text, place, state, taskKeys }: DraftSentence): Sentence {
  const { cell, ...where } = place;
  const at = { id, text, place: { ...where, ...(cell && { cell }) } };
  return state === 'TASK' ? { ...at, state: 'task', tasks: taskKeys } : { ...at, state: 'open' };
}
