import type {
  AssignmentRole,
  DraftConfidence,
  DraftHead,
  DraftSentence,
  DraftTask,
  DraftTime,
  DraftUnit,
} from '#contracts';
import type {
  Field,
  PaperHead,
  Proposal,
  ProposedTask,
  ProposedTime,
  ProposedUnit,
  Role,
  Sentence,
  TaskKind,
} from '#decomposition';
import type { DraftContent } from '../domain/drafts/draft.js';

const ROLES = { lead: 'LEAD', co: 'CO', responsible: 'RESPONSIBLE' } as const satisfies Record<Role, AssignmentRole>;

const KINDS = { task: 'TASK', measure: 'MEASURE', indicator: 'INDICATOR' } as const satisfies Record<
  TaskKind,
  DraftTask['kind']
>;

/** As long as the title of a registered task may be. */
const LONGEST_TITLE = 200;

/** A proposal in the words of a draft: nothing is added, and nothing that it leaves open is decided. */
export function contentOfProposal({ tasks, sentences }: Proposal): DraftContent {
  return {
    tasks: tasks.map((task, index) => draftTask(task, index)),
    sentences: sentences.map(draftSentence),
  };
}

export function headOfProposal({
  title,
  planTitle,
  documentNumber,
  issuer,
  recipients,
  issuedOn,
}: PaperHead): DraftHead {
  return {
    title: planTitle === '' ? title : planTitle,
    documentNumber,
    issuer,
    recipients: [...recipients],
    issuedOn: issuedOn ?? null,
  };
}

function draftTask(task: ProposedTask, index: number): DraftTask {
  const { raw, due, continuing, milestones } = task.deadline.value;
  return {
    key: task.key,
    parentKey: task.parent ?? null,
    kind: KINDS[task.kind],
    no: task.no === '' ? String(index + 1) : task.no,
    section: task.section,
    title: titleOf(task),
    text: task.text.value,
    note: task.note,
    units: task.units.value.map(draftUnit),
    deadline: due ?? null,
    deadlineText: raw,
    continuing,
    milestones: milestones.map((milestone) => ({ ...milestone, due: milestone.due ?? null })),
    indicators: task.indicators.map((indicator) => ({ ...indicator, stretchValue: indicator.stretchValue ?? null })),
    sure: {
      text: sureOf(task.text),
      units: sureOf(task.units),
      lead: sureOf(task.lead),
      deadline: sureOf(task.deadline),
    },
    ...(task.upper !== undefined && { upper: task.upper }),
    ...(task.twin !== undefined && { twinKey: task.twin }),
    ...(task.times.length > 0 && { times: task.times.map(draftTime) }),
  };
}

function draftTime({ raw, kind, start, due, impossible, cycle, relative }: ProposedTime): DraftTime {
  return {
    raw,
    kind,
    start: start ?? null,
    due: due ?? null,
    impossible,
    cycle: cycle ? { ...cycle, by: cycle.by ?? null } : null,
    relative: relative ?? null,
  };
}

/** An item without a title is called by its first clause. */
function titleOf({ title, text }: ProposedTask): string {
  const named = title === '' ? (/^[^。；;]+/.exec(text.value)?.[0] ?? text.value) : title;
  return named.slice(0, LONGEST_TITLE);
}

function draftUnit({ name, role, resolution }: ProposedUnit): DraftUnit {
  return {
    name,
    role: ROLES[role],
    unitId: resolution.state === 'unit' ? resolution.unitId : null,
    groupId: resolution.state === 'group' ? resolution.groupId : null,
    matchedBy: resolution.state === 'unit' ? resolution.by : resolution.state,
    candidates: resolution.state === 'open' ? resolution.candidates.map((candidate) => ({ ...candidate })) : [],
  };
}

function sureOf({ confidence, reasons }: Field<unknown>): DraftConfidence {
  return { confidence, reasons: [...reasons] };
}

function draftSentence(sentence: Sentence): DraftSentence {
  const { id, text, place } = sentence;
  return {
    id,
    text,
    place: { ...place, cell: place.cell ?? null },
    state: ({ task: 'TASK', 'not-actionable': 'NOT_ACTIONABLE', open: 'OPEN' } as const)[sentence.state],
    taskKeys: sentence.state === 'task' ? [...sentence.tasks] : [],
    reason: sentence.state === 'not-actionable' ? sentence.reason : null,
  };
}
