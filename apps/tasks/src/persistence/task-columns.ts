import type { Assignment, Part, Task, TaskFrame } from '../domain/task.js';
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

/** What of a task an action on one of its assignments looks at. */
const FRAME_COLUMNS = {
  taskId: 'uuid',
  planId: 'uuid',
  version: 'integer',
  phase: 'text',
  reporterUnitId: 'uuid',
} as const satisfies Columns & Record<Exclude<keyof TaskFrame, 'assignments'>, string>;

const PART_COLUMNS = {
  assignmentId: 'uuid',
  unitId: 'uuid',
  role: 'text',
  phase: 'text',
} as const satisfies Columns & Record<keyof Part, string>;

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

/** The frame of the task of alias `t`, its parts in alias `part`, and one assignment of alias `a`. */
export const FRAME_JSON = jsonRow('t', FRAME_COLUMNS);
export const PARTS_JSON = `(SELECT json_agg(${jsonRow('part', PART_COLUMNS)} ORDER BY part.assignment_id)
  FROM assignment part WHERE part.task_id = t.task_id)`;
export const ASSIGNMENT_JSON = jsonRow('a', ASSIGNMENT_COLUMNS);
