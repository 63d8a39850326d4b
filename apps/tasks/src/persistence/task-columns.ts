import type { Assignment, Task } from '../domain/task.js';
import { jsonRow, type Columns } from './columns.js';

export const TASK_COLUMNS = {
  taskId: 'uuid',
  planId: 'uuid',
  version: 'integer',
  no: 'text',
  aspectNo: 'integer',
  title: 'text',
  text: 'text',
  sourceSentence: 'text',
  origin: 'text',
  phase: 'text',
  reporterUnitId: 'uuid',
  reporterOrigin: 'text',
  originalDeadline: 'date',
  deadline: 'date',
  completedAt: 'timestamptz',
  namedUnits: 'jsonb',
} as const satisfies Columns & Record<Exclude<keyof Task, 'assignments'>, string>;

const ASSIGNMENT_COLUMNS = {
  assignmentId: 'uuid',
  unitId: 'uuid',
  role: 'text',
  origin: 'text',
  viaGroupId: 'uuid',
  phase: 'text',
  assignedAt: 'timestamptz',
  signDueOn: 'date',
  acceptedAt: 'timestamptz',
  deadline: 'date',
  ownDeadline: 'boolean',
  progress: 'integer',
  lastReportedAt: 'timestamptz',
  completionSubmittedAt: 'timestamptz',
  completionStatement: 'text',
  missingUnitIds: 'uuid[]',
  returns: 'integer',
  reviewOpinion: 'text',
  completedAt: 'timestamptz',
  yellowFrom: 'timestamptz',
  redFrom: 'timestamptz',
} as const satisfies Columns & Record<keyof Assignment, string>;

/** What a row of `assignment` holds besides the assignment. */
export const ASSIGNMENT_ROW_COLUMNS = {
  ...ASSIGNMENT_COLUMNS,
  taskId: 'uuid',
  lightBasis: 'text',
} as const satisfies Columns;

/** The task of alias `t` with its assignments in the order in which they were made (ids are ordered by time). */
export const TASK_JSON = jsonRow('t', TASK_COLUMNS);
export const ASSIGNMENTS_JSON = `(SELECT coalesce(json_agg(${jsonRow('a', ASSIGNMENT_COLUMNS)} ORDER BY a.assignment_id), '[]')
  FROM assignment a WHERE a.task_id = t.task_id)`;
