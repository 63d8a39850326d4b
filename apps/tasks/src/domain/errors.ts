import { DomainError, type Refusal, type RefusalDetails } from '#kernel';

/** Every code with which this service refuses, and what kind of refusal it is. */
export const TASKS_PROBLEMS = {
  'REGISTER.ENTRY_UNKNOWN': 'invalid',
  'PLAN.NOT_FOUND': 'not-found',
  'PLAN.ACTION_NOT_ALLOWED': 'conflict',
  'PLAN.NOT_YOURS': 'forbidden',
  'PLAN.DOCUMENT_NUMBER_TAKEN': 'conflict',
  'PLAN.ASPECT_UNKNOWN': 'conflict',
  'PLAN.WITHOUT_TASKS': 'conflict',
  'PLAN.DEADLINE_IN_PAST': 'conflict',
  'PLAN.NO_REVISION_REQUESTED': 'not-found',
  'PLAN.NOT_REGISTERED': 'conflict',
  'PLAN.NOT_ISSUED': 'conflict',
  'PLAN.REQUESTER_CANNOT_DECIDE': 'forbidden',
  'PLAN.GROUP_WITHOUT_MEMBERS': 'conflict',
  'PLAN.ISSUER_NOT_A_LEADING_GROUP': 'conflict',
  'PLAN.REGISTERED_BY_OFFICES': 'forbidden',
  'PLAN.ISSUER_NOT_YOUR_GROUP': 'forbidden',
  'DRAFT.NOT_FOUND': 'not-found',
  'DRAFT.NOT_YOURS': 'forbidden',
  'DRAFT.ACTION_NOT_ALLOWED': 'conflict',
  'DRAFT.LEFT_TO_DECIDE': 'conflict',
  'DRAFT.NOT_A_PLAN': 'conflict',
  'DRAFT.NOT_READ': 'conflict',
  'DRAFT.REVISES_A_PLAN': 'conflict',
  'DRAFT.REVISES_NOTHING': 'conflict',
  'DRAFT.REVISES_AN_OLDER_VERSION': 'conflict',
  'DRAFT.REVISION_PENDING': 'conflict',
  'DRAFT.REVISION_NOT_POSSIBLE': 'conflict',
  'DRAFT.TASK_UNKNOWN': 'conflict',
  'DRAFT.SENTENCE_UNKNOWN': 'conflict',
  'DRAFT.SENTENCE_OF_ANOTHER_TASK': 'conflict',
  'DRAFT.UNIT_NOT_OPEN': 'conflict',
  'DRAFT.OWN_MEASURE': 'conflict',
  'DRAFT.MERGED_WITH_ITSELF': 'conflict',
  'DRAFT.WITHOUT_TWIN': 'conflict',
  'DRAFT.TASK_NOT_CARRIED': 'conflict',
  'PAPER.EMPTY': 'invalid',
  'PAPER.UNKNOWN_FORMAT': 'invalid',
  'PAPER.OLD_FORMAT': 'invalid',
  'PAPER.PICTURE': 'invalid',
  'PAPER.ENCRYPTED': 'invalid',
  'PAPER.MACROS': 'invalid',
  'PAPER.DAMAGED': 'invalid',
  'PAPER.UNPACKS_TOO_LARGE': 'invalid',
  'MEASURE.NOT_FOUND': 'not-found',
  'MEASURE.NOT_YOURS': 'forbidden',
  'MEASURE.ACTION_NOT_ALLOWED': 'conflict',
  'TASK.NOT_FOUND': 'not-found',
  'TASK.ACTION_NOT_ALLOWED': 'conflict',
  'TASK.NOT_YOURS': 'forbidden',
  'TASK.NUMBER_TAKEN': 'conflict',
  'TASK.UNITS_ALREADY_CARRY_IT': 'conflict',
  'TASK.REPORTER_DOES_NOT_CARRY_IT': 'conflict',
  'TASK.REPORTER_AWAITS_REVIEW': 'conflict',
  'TASK.UNIT_DOES_NOT_CARRY_IT': 'conflict',
  'TASK.DEADLINE_IN_PAST': 'conflict',
  'TASK.DEADLINE_UNCHANGED': 'conflict',
  'TASK.WITHOUT_DEADLINE': 'conflict',
  'TASK.PROGRESS_FALLS_UNEXPLAINED': 'conflict',
  'TASK.MISSING_UNITS_NOT_NAMED': 'conflict',
  'TASK.PARTS_AWAIT_REVIEW': 'conflict',
  'TASK.BUSY': 'conflict',
  'LEDGER.SORT_NEEDS_PLAN': 'invalid',
} as const satisfies Record<string, Refusal>;

export type TasksProblem = keyof typeof TASKS_PROBLEMS;

/** A refusal of this service; `message` says what happened and what to do next. */
export function refuse(code: TasksProblem, message: string, details: RefusalDetails = {}): DomainError {
  return new DomainError(TASKS_PROBLEMS[code], code, message, details);
}

/** The same answer for a plan that does not exist and one the caller may not see. */
export function planNotFound(): DomainError {
  return refuse('PLAN.NOT_FOUND', 'No such plan is visible to you. Check the id, or ask the office that runs it.');
}

/** The same answer for a draft that does not exist and one the caller may not see. */
export function draftNotFound(): DomainError {
  return refuse(
    'DRAFT.NOT_FOUND',
    'No such draft is visible to you. Check the id, or ask the office that works on it.',
  );
}

/** The same answer for a task or assignment that does not exist and one the caller may not see. */
export function taskNotFound(): DomainError {
  return refuse(
    'TASK.NOT_FOUND',
    'No such task or assignment is visible to you. Check the ids, or ask the office that runs the plan.',
  );
}
