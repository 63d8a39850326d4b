import type { DraftExtract, DraftHead, DraftKind, DraftSentence, DraftState, DraftTask } from '#contracts';
import type { DomainError, FieldError } from '#kernel';
import { refuse } from '../errors.js';
import type { TaskEvent } from '../task.js';
import type { Relation } from '../tasks.policy.js';
import { transitionFor } from '../transition.js';
import { changeContent, type DraftChange } from './draft-changes.js';
import { DRAFT_TRANSITIONS, type DraftGuard } from './draft.transitions.js';
import { leftToDecide } from './left-to-decide.js';
import { changeMeasure, measuresLeftToPlace, type MeasureChange } from './measure-changes.js';

/** The draft of a paper, without what it proposes. */
export interface Draft extends DraftState {
  kind: DraftKind;
  version: number;
  /** Account that asked the leading group to approve the revision; null while nobody does. */
  revisionRequestedBy: string | null;
}

/** What is proposed: tasks in their order, and every sentence of the paper. */
export interface DraftContent {
  readonly tasks: readonly DraftTask[];
  readonly sentences: readonly DraftSentence[];
}

export interface LoadedDraft {
  draft: Draft;
  content: DraftContent;
}

export type DraftCommand =
  | { action: 'PROPOSE'; head: DraftHead; content: DraftContent }
  | { action: 'REFUSE_PAPER'; code: string; message: string }
  | { action: 'CHANGE_DRAFT'; change: DraftChange }
  /** `taskIds`: the task that each key became. */
  | { action: 'ACCEPT_DRAFT'; planId: string; taskIds: Readonly<Record<string, string>> }
  /** `carried`: the tasks that the unit carries now. */
  | { action: 'CHANGE_MEASURES'; change: MeasureChange; carried: ReadonlySet<string> }
  /** `taskIds`: the carried task that the measure of each key is for. */
  | { action: 'ACCEPT_UNIT_PLAN'; taskIds: Readonly<Record<string, string>> }
  | { action: 'REQUEST_REVISION' }
  | { action: 'APPROVE_REVISION'; taskIds: Readonly<Record<string, string>> }
  | { action: 'REFUSE_REVISION'; reason: string }
  | { action: 'DISCARD_DRAFT'; reason: string };

export type DraftCommandOf<Action> = Extract<DraftCommand, { action: Action }>;

/** Who acts on a draft, and how he stands to it. */
export interface DraftActor {
  accountId: string;
  relations: ReadonlySet<Relation>;
}

export interface DraftChanged extends LoadedDraft {
  event: TaskEvent;
}

export const NO_CONTENT: DraftContent = { tasks: [], sentences: [] };

/** A paper that was handed in. Throws `DomainError` where the table refuses. */
export function receivePaper(
  paper: Pick<
    Draft,
    'draftId' | 'kind' | 'officeUnitId' | 'planId' | 'revises' | 'fileName' | 'fileBytes' | 'fileHash' | 'receivedAt'
  >,
  relations: ReadonlySet<Relation>,
): DraftChanged {
  const row = transitionFor('DRAFT', DRAFT_TRANSITIONS, 'NONE', 'RECEIVE_PAPER', relations);
  const fresh = { version: 1, phase: 'RECEIVED', head: null, refusal: null, revisionRequestedBy: null } as const;
  const draft: Draft = { ...paper, ...fresh, tasks: 0, sentences: 0, openSentences: 0 };
  return { draft, content: NO_CONTENT, event: { type: row.event, data: { draft } } };
}

/** The row by which the actor may do it now. Throws `DomainError` where the table or a guard refuses. */
export function requireAllowed(loaded: LoadedDraft, action: DraftCommand['action'], actor: DraftActor) {
  const row = transitionFor('DRAFT', DRAFT_TRANSITIONS, loaded.draft.phase, action, actor.relations);
  for (const guard of row.guards) {
    const refusal = DRAFT_GUARDS[guard](loaded, actor);
    if (refusal) throw refusal;
  }
  return row;
}

/**
 * The one way in which a draft changes: table row, guards, effect. Nothing is changed in place, and a task or sentence that
 * did not change stays the same object. Throws `DomainError` where the table, a guard or the change refuses.
 */
export function applyToDraft(loaded: LoadedDraft, command: DraftCommand, actor: DraftActor): DraftChanged {
  const row = requireAllowed(loaded, command.action, actor);
  const effect = DRAFT_EFFECTS[command.action](loaded, command as never, actor);
  const { fields = {}, content = loaded.content, facts = {} } = effect;
  const draft: Draft = {
    ...loaded.draft,
    ...fields,
    ...countsOf(content),
    phase: row.to,
    version: loaded.draft.version + 1,
  };
  return { draft, content, event: { type: row.event, data: { draft, ...facts } } };
}

const DRAFT_GUARDS: Record<DraftGuard, (loaded: LoadedDraft, actor: DraftActor) => DomainError | null> = {
  MAKES_A_NEW_PLAN: ({ draft: { phase, revises } }) => {
    if (revises === null) return null;
    const message =
      'The draft is a new version of the paper of a plan that stands. Request the approval of the revision by the leading group, or discard the draft.';
    return refuse('DRAFT.REVISES_A_PLAN', message, { state: phase });
  },
  REVISES_A_PLAN: ({ draft: { phase, revises } }) => {
    if (revises !== null) return null;
    const message = 'The draft is no new version of another. Accept it, and a plan is registered.';
    return refuse('DRAFT.REVISES_NOTHING', message, { state: phase });
  },
  NOT_THE_REQUESTER: ({ draft: { phase, revisionRequestedBy } }, { accountId }) => {
    if (accountId !== revisionRequestedBy) return null;
    const message = 'Whoever requested the revision does not decide on it. Ask another leader of the group.';
    return refuse('PLAN.REQUESTER_CANNOT_DECIDE', message, { state: phase });
  },
  EVERY_MEASURE_PLACED: ({ draft, content }) => refusalOf(measuresLeftToPlace(content), draft),
  NOTHING_LEFT_TO_DECIDE: ({ draft, content }) => refusalOf(leftToDecide(content), draft),
};

/** A paper of a million characters may leave thousands of sentences open: nobody reads so long an answer. */
const MOST_NAMED = 500;

function refusalOf(left: readonly FieldError[], { phase }: Draft): DomainError | null {
  if (left.length === 0) return null;
  const errors = left.slice(0, MOST_NAMED);
  const named = errors.length < left.length ? `the first ${errors.length}` : 'each';
  const message = `${left.length} thing(s) are left to decide; \`errors\` names ${named}. Decide them, then accept the draft.`;
  return refuse('DRAFT.LEFT_TO_DECIDE', message, { state: phase, errors });
}

interface Effect {
  fields?: Partial<Draft>;
  content?: DraftContent;
  /** What the event tells besides the draft. */
  facts?: object;
}

const DRAFT_EFFECTS: {
  [Action in DraftCommand['action']]: (
    loaded: LoadedDraft,
    command: DraftCommandOf<Action>,
    actor: DraftActor,
  ) => Effect;
} = {
  PROPOSE: (_, { head, content }) => ({ fields: { head }, content }),
  REFUSE_PAPER: (_, { code, message }) => ({ fields: { refusal: { code, message } } }),
  CHANGE_DRAFT: ({ content }, { change }) => changedContent(content, changeContent(content, change), change.kind),
  CHANGE_MEASURES: ({ content }, { change, carried }) =>
    changedContent(content, changeMeasure(content, change, carried), change.kind),
  ACCEPT_DRAFT: (_, { planId, taskIds }) => ({ fields: { planId }, facts: { taskIds } }),
  ACCEPT_UNIT_PLAN: (_, { taskIds }) => ({ facts: { taskIds } }),
  REQUEST_REVISION: (_, _command, { accountId }) => ({ fields: { revisionRequestedBy: accountId } }),
  APPROVE_REVISION: (_, { taskIds }) => ({ facts: { taskIds } }),
  REFUSE_REVISION: (_, { reason }) => ({ fields: { revisionRequestedBy: null }, facts: { reason } }),
  DISCARD_DRAFT: (_, { reason }) => ({ facts: { reason } }),
};

function changedContent(before: DraftContent, content: DraftContent, action: string): Effect {
  return { content, facts: { action, before: extractOf(before, content), after: extractOf(content, before) } };
}

/** What of `content` does not stand in `other` as it is, and where. */
function extractOf(content: DraftContent, other: DraftContent): DraftExtract {
  const tasks = new Set(other.tasks);
  const sentences = new Set(other.sentences);
  return {
    tasks: content.tasks
      .map((task, index) => ({ task, afterKey: content.tasks[index - 1]?.key ?? null }))
      .flatMap(({ task, afterKey }) => (tasks.has(task) ? [] : [{ ...task, afterKey }])),
    sentences: content.sentences.filter((sentence) => !sentences.has(sentence)),
  };
}

function countsOf({ tasks, sentences }: DraftContent): Pick<Draft, 'tasks' | 'sentences' | 'openSentences'> {
  const openSentences = sentences.filter(({ state }) => state === 'OPEN').length;
  return { tasks: tasks.length, sentences: sentences.length, openSentences };
}
