import type { Assignment, Part, Task, TaskFrame } from '../domain/task.js';
import { columnName, jsonRow, rawRow, withInstants, type Columns } from './columns.js';

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
  planId: 'uuid',
  leads: 'boolean',
  lightBasis: 'text',
} as const satisfies Columns;

/** The task of alias `t` with its assignments in the order in which they were made (ids are ordered by time). */
export const TASK_JSON = jsonRow('t', TASK_COLUMNS);
export const ASSIGNMENTS_JSON = `(SELECT coalesce(json_agg(${jsonRow('a', ASSIGNMENT_COLUMNS)} ORDER BY a.assignment_id), '[]')
  FROM assignment a WHERE a.task_id = t.task_id)`;

/** The frame of the task of alias `t`, the columns of its parts and one assignment of alias `a`: see `readParts`, `readAssignment`. */
export const FRAME_JSON = rawRow('t', FRAME_COLUMNS);
export const PARTS_JSON = `(SELECT json_build_object(${Object.keys(PART_COLUMNS)
  .map((property) => `'${property}', json_agg(part.${columnName(property)})`)
  .join(', ')}) FROM assignment part WHERE part.task_id = t.task_id)`;
export const ASSIGNMENT_JSON = rawRow('a', ASSIGNMENT_COLUMNS);

/** What `PARTS_JSON` gives: one array a column, because an object for each of many units takes most of the reading. */
export type PartColumns = { readonly [Property in keyof Part]: readonly Part[Property][] };

export function readParts({ assignmentId, unitId, role, phase }: PartColumns): Part[] {
  return assignmentId.map((id, index) => {
    const at = <T>(column: readonly T[]): T => column[index] as T;
    return { assignmentId: id, unitId: at(unitId), role: at(role), phase: at(phase) };
  });
}

export function readAssignment(row: Assignment): Assignment {
  return withInstants(ASSIGNMENT_COLUMNS, row);
}
