import type { AccountState } from '#contracts';
import { eventInsert, eventsParameter, type NewEvent, type Statement } from '#messaging';
import type { StoredAnswer } from '#platform';
import type { Assignment, Part, Report, Task, TaskFrame } from '../domain/task.js';
import {
  ASSIGNMENT_JSON,
  ASSIGNMENTS_JSON,
  FRAME_JSON,
  PARTS_JSON,
  readAssignment,
  readParts,
  TASK_JSON,
  type PartColumns,
} from './task-columns.js';
import { PLAN_FRAME_JSON, type PlanFrame } from './tasks.js';
import { CALENDAR_STAMP } from './working-calendar.js';

/** Which assignment, and under which key of whom its change may have been made before. */
export interface PartQuery {
  taskId: string;
  assignmentId: string;
  accountId: string;
  key: string | null;
  /** Reads the whole task as well, which the change may end. */
  whole: boolean;
}

/** One assignment, and of its task what an action on it looks at: a task of many units is large to read. */
export interface FoundPart {
  frame: Omit<TaskFrame, 'assignments'>;
  parts: readonly Part[];
  assignment: Assignment;
  /** Where it was asked for. */
  whole: Task | null;
  plan: PlanFrame;
  /** Which calendars were in force when it was read. */
  stamp: string;
  /** What was answered to the key. */
  kept: StoredAnswer | null;
  /** Who asks. */
  account: AccountState | null;
}

/** Who changed it, and the answer to keep under the request's idempotency key where it has one. */
export interface KeptAnswer {
  accountId: string;
  key: string | null;
  requestHash: string;
  answer: StoredAnswer['answer'];
}

export interface PartWrite {
  /** Version of the row it was made from. */
  madeFrom: number;
  /** After the change. */
  task: Pick<Task, 'taskId' | 'version' | 'phase' | 'completedAt'>;
  assignment: Assignment;
  /** The report that is part of the change, if one is. */
  report: Report | null;
  changedAt: Date;
  lightBasis: string;
  kept: KeptAnswer;
  events: readonly NewEvent[];
}

/** Most rows of one statement. */
export const MOST_PARTS = 16;

/** The planner takes every JSON array for a hundred rows, and would read a whole small table to find one. */
type Size = 1 | typeof MOST_PARTS;
const sizeOf = (rows: readonly unknown[]): Size => (rows.length === 1 ? 1 : MOST_PARTS);

const QUERY = 'index integer, task uuid, assignment uuid, account uuid, key text, whole boolean';

const findText = (
  size: Size,
  { whole }: { whole: boolean },
): string => `SELECT q.index, ${FRAME_JSON} AS frame, ${PARTS_JSON} AS parts, ${ASSIGNMENT_JSON} AS assignment,
    ${PLAN_FRAME_JSON} AS plan, ${CALENDAR_STAMP} AS stamp,
    (SELECT json_build_object('request_hash', k.request_hash, 'answer', k.answer) FROM idempotency_key k
      WHERE k.account_id = q.account AND k.key = q.key) AS kept,
    (SELECT state FROM directory_account d WHERE d.account_id = q.account) AS account,
    ${whole ? `CASE WHEN q.whole THEN json_build_object('frame', ${TASK_JSON}, 'assignments', ${ASSIGNMENTS_JSON}) END` : 'NULL'} AS whole
  FROM (SELECT * FROM json_to_recordset($1::json) AS r (${QUERY}) LIMIT ${size}) q
    JOIN task t ON t.task_id = q.task JOIN plan p USING (plan_id)
    JOIN assignment a ON a.assignment_id = q.assignment AND a.task_id = q.task`;

const findTexts = (options: { whole: boolean }): Record<Size, string> => {
  return { 1: findText(1, options), [MOST_PARTS]: findText(MOST_PARTS, options) };
};
const FIND = findTexts({ whole: false });
/** Apart, for what a statement could give is prepared at each run, also where nobody asks for it. */
const FIND_WHOLE = findTexts({ whole: true });

/** A row of `findStatement`. */
export interface PartRow extends Omit<FoundPart, 'parts' | 'whole'> {
  /** Which of the queries it answers. */
  index: number;
  parts: PartColumns;
  whole: { frame: Omit<Task, 'assignments'>; assignments: Assignment[] } | null;
}

export function foundPart({ index: _, parts, assignment, whole, ...row }: PartRow): FoundPart {
  return {
    ...row,
    parts: readParts(parts),
    assignment: readAssignment(assignment),
    whole: whole && { ...whole.frame, assignments: whole.assignments },
  };
}

/** Reads the parts, in no order. */
export function findStatement(queries: readonly PartQuery[]): Statement {
  const size = sizeOf(queries);
  const rows = queries.map(({ taskId, assignmentId, accountId, key, whole }, index) => {
    return { index, task: taskId, assignment: assignmentId, account: accountId, key, whole };
  });
  const values = [JSON.stringify(rows)];
  return queries.some(({ whole }) => whole)
    ? { name: `find-parts-whole-${size}`, text: FIND_WHOLE[size], values }
    : { name: `find-parts-${size}`, text: FIND[size], values };
}

const CHANGE = `task uuid, made_from integer, version integer, phase text, task_completed_at timestamptz, assignment uuid, part_phase text,
  progress integer, accepted_at timestamptz, last_reported_at timestamptz, completion_submitted_at timestamptz, completion_statement text,
  missing_unit_ids uuid[], returns integer, review_opinion text, completed_at timestamptz,
  yellow_from timestamptz, red_from timestamptz, light_basis text, changed_at timestamptz, account uuid,
  report uuid, text text, problems text, next_steps text, needs_coordination text, key text, request_hash text, answer jsonb`;

/** Milliseconds that the gathered statement waits for a lock, all its callers with it: an idempotency key that is being claimed. */
const PATIENCE = 20;

/**
 * The change of parts of different tasks in one round trip. Nothing of one is written when its task has another version by
 * now, or, without `waits`, when somebody holds its task or its part. `written` reads every other part of the statement, so
 * that the events take their positions last, when nothing can make them wait any more.
 */
const changeText = (size: Size, { waits }: { waits: boolean }): string => `WITH
  change AS MATERIALIZED (
    SELECT * FROM json_to_recordset($1::json) AS r (${CHANGE})
    ${waits ? '' : `CROSS JOIN (SELECT set_config('lock_timeout', '${PATIENCE}ms', true)) AS patience`} LIMIT ${size}),
  held AS (
    SELECT t.task_id FROM change c JOIN task t ON t.task_id = c.task AND t.version = c.made_from
      JOIN assignment a ON a.assignment_id = c.assignment
    FOR NO KEY UPDATE OF t, a ${waits ? '' : 'SKIP LOCKED'}),
  updated AS (
    UPDATE task t SET version = c.version, phase = c.phase, completed_at = c.task_completed_at FROM held JOIN change c ON c.task = held.task_id
    WHERE t.task_id = held.task_id RETURNING t.task_id),
  due AS MATERIALIZED (SELECT c.* FROM change c JOIN updated ON updated.task_id = c.task),
  moved AS (
    UPDATE assignment a SET phase = d.part_phase, progress = d.progress, accepted_at = d.accepted_at,
      last_reported_at = d.last_reported_at, completion_submitted_at = d.completion_submitted_at,
      completion_statement = d.completion_statement, missing_unit_ids = d.missing_unit_ids, returns = d.returns,
      review_opinion = d.review_opinion, completed_at = d.completed_at, yellow_from = d.yellow_from, red_from = d.red_from, light_basis = d.light_basis
    FROM due d WHERE a.assignment_id = d.assignment RETURNING 1),
  reported AS (
    INSERT INTO progress_report (report_id, assignment_id, task_version, reported_at, reported_by, progress, text, problems,
      next_steps, needs_coordination)
    SELECT report, assignment, version, changed_at, account, progress, text, problems, next_steps, needs_coordination
    FROM due WHERE report IS NOT NULL RETURNING 1),
  kept AS (
    INSERT INTO idempotency_key (account_id, key, request_hash, answer)
    SELECT account, key, request_hash, answer FROM due WHERE key IS NOT NULL RETURNING 1),
  written AS (
    SELECT task_id FROM updated
    WHERE (SELECT count(*) FROM moved) + (SELECT count(*) FROM reported) + (SELECT count(*) FROM kept) > 0)
  ${eventInsert({ from: 'written', on: 'e.aggregate_id = written.task_id', parameter: 2 })} RETURNING aggregate_id AS "taskId"`;

const CHANGE_ONE = changeText(1, { waits: true });
const CHANGE_FREE: Record<Size, string> = {
  1: changeText(1, { waits: false }),
  [MOST_PARTS]: changeText(MOST_PARTS, { waits: false }),
};

/** Writes the change when nobody holds its task and part any more; answers the task's id, or nothing when it has another version by then. */
export function changeStatement(write: PartWrite): Statement {
  return { name: 'change-part', text: CHANGE_ONE, values: valuesOf([write]) };
}

/**
 * Writes the changes, each of another task, and answers the ids of the tasks. Those that somebody else holds or has
 * changed are left out: one that waits would make all of them wait. Fails with SQLSTATE 55P03 when a key is being claimed.
 */
export function changesStatement(writes: readonly PartWrite[]): Statement {
  const size = sizeOf(writes);
  return { name: `change-parts-${size}`, text: CHANGE_FREE[size], values: valuesOf(writes) };
}

function valuesOf(writes: readonly PartWrite[]): unknown[] {
  return [JSON.stringify(writes.map(rowOf)), eventsParameter(writes.flatMap(({ events }) => events))];
}

function rowOf(write: PartWrite): Record<string, unknown> {
  const { madeFrom, task, assignment, report, changedAt, lightBasis, kept } = write;
  return {
    task: task.taskId,
    made_from: madeFrom,
    version: task.version,
    phase: task.phase,
    task_completed_at: task.completedAt,
    assignment: assignment.assignmentId,
    part_phase: assignment.phase,
    progress: assignment.progress,
    accepted_at: assignment.acceptedAt,
    last_reported_at: assignment.lastReportedAt,
    completion_submitted_at: assignment.completionSubmittedAt,
    completion_statement: assignment.completionStatement,
    missing_unit_ids: assignment.missingUnitIds,
    returns: assignment.returns,
    review_opinion: assignment.reviewOpinion,
    completed_at: assignment.completedAt,
    yellow_from: assignment.yellowFrom,
    red_from: assignment.redFrom,
    light_basis: lightBasis,
    changed_at: changedAt,
    account: kept.accountId,
    report: report?.reportId,
    text: report?.text,
    problems: report?.problems,
    next_steps: report?.nextSteps,
    needs_coordination: report?.needsCoordination,
    key: kept.key,
    request_hash: kept.requestHash,
    answer: kept.key === null ? null : kept.answer,
  };
}
