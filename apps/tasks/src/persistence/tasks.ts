import type { PlanPhase } from '#contracts';
import type { Queryable } from '#messaging';
import { refuse, taskNotFound } from '../domain/errors.js';
import type { PlanOutline } from '../domain/plan.js';
import type { Assignment, Task } from '../domain/task.js';
import { insertRows, updateRows, upsertRows, type RowsStatement } from './columns.js';
import { ASSIGNMENT_ROW_COLUMNS, ASSIGNMENTS_JSON, TASK_COLUMNS, TASK_JSON } from './task-columns.js';
import { refusingDuplicates } from './unique-violation.js';
import { CALENDAR_STAMP } from './working-calendar.js';

/** What of its plan a task's rules and permissions look at. */
export interface PlanFrame {
  planId: string;
  documentNumber: string;
  phase: PlanPhase;
  officeUnitId: string;
  issuerUnitId: string;
  memberGroupId: string;
  aspects: readonly { no: number; title: string }[];
}

export interface LoadedTask {
  task: Task;
  plan: PlanFrame;
  /** Which calendars were in force when it was read. */
  calendarStamp: string;
}

/** Rows of one statement: a plan of ten thousand tasks must not become one message of hundreds of megabytes. */
const CHUNK = 5_000;

/** The frame of the plan of alias `p`. */
export const PLAN_FRAME_JSON = `json_build_object('planId', p.plan_id, 'documentNumber', p.document_number, 'phase', p.phase, 'officeUnitId', p.office_unit_id,
  'issuerUnitId', p.issuer_unit_id, 'memberGroupId', p.member_group_id, 'aspects', p.aspects)`;

const FIND_TASK = {
  name: 'find-task',
  text: `SELECT ${TASK_JSON} AS frame, ${ASSIGNMENTS_JSON} AS assignments, ${PLAN_FRAME_JSON} AS plan, ${CALENDAR_STAMP} AS stamp
    FROM task t JOIN plan p USING (plan_id) WHERE t.task_id = $1`,
};

interface TaskRow {
  frame: Omit<Task, 'assignments'>;
  assignments: Assignment[];
  plan: PlanFrame;
  stamp: string;
}

/** Throws `TASK.NOT_FOUND`. */
export async function findTask(on: Queryable, taskId: string): Promise<LoadedTask> {
  const { rows } = await on.query<TaskRow>(FIND_TASK, [taskId]);
  if (!rows[0]) throw taskNotFound();
  const { frame, assignments, plan, stamp } = rows[0];
  return { task: { ...frame, assignments }, plan, calendarStamp: stamp };
}

/**
 * Holds the task until the transaction ends. Two statements: assignments read by the one that waits for the lock would
 * be older than the row it then gets. Throws `TASK.NOT_FOUND`.
 */
export async function lockTask(tx: Queryable, taskId: string): Promise<LoadedTask> {
  await tx.query({ name: 'lock-task', text: 'SELECT 1 FROM task WHERE task_id = $1 FOR UPDATE' }, [taskId]);
  return findTask(tx, taskId);
}

/**
 * Holds the plan of a task in its phase, then the task: in the order in which an issue locks them. Throws
 * `TASK.NOT_FOUND`.
 */
export async function lockTaskInPlan(tx: Queryable, taskId: string): Promise<LoadedTask> {
  const text = 'SELECT 1 FROM plan JOIN task USING (plan_id) WHERE task_id = $1 FOR UPDATE OF plan';
  await tx.query({ name: 'hold-plan-of-task', text }, [taskId]);
  return lockTask(tx, taskId);
}

/** Locks all tasks of a plan that nobody carries yet, in the order of their registration. */
export async function lockTasksOf(tx: Queryable, planId: string): Promise<Task[]> {
  const text = `SELECT ${TASK_JSON} AS frame FROM task t WHERE t.plan_id = $1 ORDER BY t.task_id FOR UPDATE`;
  const { rows } = await tx.query<Pick<TaskRow, 'frame'>>(text, [planId]);
  return rows.map(({ frame }) => ({ ...frame, assignments: [] }));
}

const SOME_TASKS = `SELECT ${TASK_JSON} AS frame, ${ASSIGNMENTS_JSON} AS assignments
  FROM task t WHERE t.task_id = ANY ($1::uuid[]) ORDER BY t.task_id`;

/** These tasks with their assignments. */
export async function tasksById(on: Queryable, taskIds: readonly string[]): Promise<Task[]> {
  const { rows } = await on.query<Pick<TaskRow, 'frame' | 'assignments'>>(SOME_TASKS, [taskIds]);
  return rows.map(({ frame, assignments }) => ({ ...frame, assignments }));
}

/** The same, held until the transaction ends; two statements for the reason of `lockTask`. */
export async function lockTasks(tx: Queryable, taskIds: readonly string[]): Promise<Task[]> {
  await tx.query('SELECT 1 FROM task WHERE task_id = ANY ($1::uuid[]) ORDER BY task_id FOR UPDATE', [taskIds]);
  return tasksById(tx, taskIds);
}

/** Which of these numbers tasks of the plan have. */
export async function numbersTaken(
  on: Queryable,
  planId: string,
  numbers: readonly string[],
): Promise<ReadonlySet<string>> {
  const { rows } = await on.query<{ no: string }>('SELECT no FROM task WHERE plan_id = $1 AND no = ANY ($2::text[])', [
    planId,
    numbers,
  ]);
  return new Set(rows.map(({ no }) => no));
}

const OUTLINE = `SELECT count(*)::integer AS tasks, min(first) AS "earliestDeadline",
    (array_agg(no ORDER BY first, task_id) FILTER (WHERE first IS NOT NULL))[1] AS "earliestTaskNo"
  FROM (SELECT task_id, no, least(deadline, (
      SELECT min((named->>'deadline')::date) FROM jsonb_array_elements(named_units) named)) AS first
    FROM task WHERE plan_id = $1) t`;

export async function outlineOf(on: Queryable, planId: string): Promise<PlanOutline> {
  const { rows } = await on.query<PlanOutline>(OUTLINE, [planId]);
  return rows[0] ?? { tasks: 0, earliestDeadline: null, earliestTaskNo: null };
}

/** Throws `TASK.NUMBER_TAKEN`. */
export async function insertTasks(tx: Queryable, tasks: readonly Task[]): Promise<void> {
  await refusingDuplicates('task_no', numberTaken, () =>
    inChunks(tx, tasks, (rows) => insertRows('task', TASK_COLUMNS, rows)),
  );
  await countTasks(tx, { added: tasks, removed: [] });
}

/**
 * Keeps with each plan how many tasks it has, for a list of plans of ten thousand tasks each. The plans are locked by this
 * transaction.
 */
export async function countTasks(
  tx: Queryable,
  { added, removed }: Record<'added' | 'removed', readonly Task[]>,
): Promise<void> {
  const text = `UPDATE plan p SET tasks = p.tasks + c.tasks, plan_text_tasks = p.plan_text_tasks + c.plan_text_tasks
    FROM (SELECT plan_id, sum(step)::integer AS tasks, (coalesce(sum(step) FILTER (WHERE plan_text), 0))::integer AS plan_text_tasks
          FROM unnest($1::uuid[], $2::boolean[], $3::integer[]) AS moved (plan_id, plan_text, step) GROUP BY plan_id) c
    WHERE p.plan_id = c.plan_id AND (c.tasks, c.plan_text_tasks) <> (0, 0)`;
  const moved = [...added, ...removed];
  await tx.query({ name: 'count-tasks', text }, [
    moved.map(({ planId }) => planId),
    moved.map(({ origin }) => origin === 'PLAN_TEXT'),
    moved.map((_, index) => (index < added.length ? 1 : -1)),
  ]);
}

/** Writes tasks that this transaction has locked. Throws `TASK.NUMBER_TAKEN`. */
export function updateTasks(tx: Queryable, tasks: readonly Task[]): Promise<void> {
  return refusingDuplicates('task_no', numberTaken, () =>
    inChunks(tx, tasks, (rows) => updateRows('task', 'taskId', TASK_COLUMNS, rows)),
  );
}

/** An assignment with what its row says of its task. */
export interface AssignmentRow extends Assignment {
  taskId: string;
  planId: string;
  leads: boolean;
}

/** The rows of a task whose parts differ from those of `before`; null for a task that is new. */
export function changedParts(
  before: Task | null,
  { taskId, planId, reporterUnitId, assignments }: Task,
): AssignmentRow[] {
  const same = new Set(before?.assignments);
  return assignments
    .filter((part) => !same.has(part))
    .map((part) => ({ ...part, taskId, planId, leads: part.role === 'LEAD' || part.unitId === reporterUnitId }));
}

const MOVE_LEADS = `UPDATE assignment a SET leads = NOT a.leads FROM task t
  WHERE t.task_id = ANY ($1::uuid[]) AND a.task_id = t.task_id
    AND a.leads <> (a.role = 'LEAD' OR a.unit_id IS NOT DISTINCT FROM t.reporter_unit_id)`;

/**
 * Says which parts lead where tasks that are written already have another reporter. By itself: a part that stayed as it was has the
 * lights of an earlier calendar, and written whole it would pass for one of today's.
 */
export async function moveLeads(tx: Queryable, changes: readonly { before: Task | null; task: Task }[]): Promise<void> {
  const moved = changes.filter(({ before, task }) => before && before.reporterUnitId !== task.reporterUnitId);
  if (moved.length > 0)
    await tx.query({ name: 'move-leads', text: MOVE_LEADS }, [moved.map(({ task }) => task.taskId)]);
}

/** Inserts assignments of locked tasks. `lightBasis` says by which calendar and limits their lights were computed. */
export function insertAssignments(tx: Queryable, rows: readonly AssignmentRow[], lightBasis: string): Promise<void> {
  return inChunks(tx, litBy(rows, lightBasis), (chunk) => insertRows('assignment', ASSIGNMENT_ROW_COLUMNS, chunk));
}

/** Writes assignments of locked tasks, new ones and changed ones. `lightBasis` says by which calendar and limits their lights were computed. */
export function saveAssignments(tx: Queryable, rows: readonly AssignmentRow[], lightBasis: string): Promise<void> {
  return inChunks(tx, litBy(rows, lightBasis), (chunk) =>
    upsertRows('assignment', 'assignmentId', ASSIGNMENT_ROW_COLUMNS, chunk),
  );
}

function litBy<Row extends object>(rows: readonly Row[], lightBasis: string): (Row & { lightBasis: string })[] {
  return rows.map((row) => ({ ...row, lightBasis }));
}

async function inChunks(
  tx: Queryable,
  rows: readonly object[],
  statement: (chunk: readonly object[]) => RowsStatement,
): Promise<void> {
  for (let from = 0; from < rows.length; from += CHUNK) await tx.query(statement(rows.slice(from, from + CHUNK)));
}

function numberTaken(): ReturnType<typeof refuse> {
  return refuse('TASK.NUMBER_TAKEN', 'Another task of this plan has one of these numbers. Give each its own number.');
}
