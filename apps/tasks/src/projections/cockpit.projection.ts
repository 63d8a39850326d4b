import { Controller } from '@nestjs/common';
import type { AssignmentState, TaskState } from '#contracts';
import { Projection, type LogEvent, type ProjectionContext } from '#messaging';
import { COUNT_TABLES, COUNTED_CHANGE, moveCounts, type CountTables } from '../persistence/cockpit-counts.js';
import { statementName, updateText, upsertText, type Columns } from '../persistence/columns.js';
import { LightDesk } from '../persistence/light-desk.js';

const ASSIGNMENTS = 'cockpit_assignment';
const TABLES = [ASSIGNMENTS, ...Object.values(COUNT_TABLES)];

const TYPES = [
  'tasks.task-assigned',
  'tasks.deadline-moved',
  'tasks.task-reissued',
  'tasks.task-withdrawn',
  'tasks.task-completed',
  'tasks.assignment-accepted',
  'tasks.progress-reported',
  'tasks.completion-submitted',
  'tasks.completion-returned',
  'tasks.assignment-completed',
] as const;

/** An event of the task as a whole, or of one of its assignments. */
type TaskData = { task: TaskState } | { assignment: AssignmentState };

const CHANGED = {
  assignmentId: 'uuid',
  role: 'text',
  phase: 'text',
  deadline: 'date',
  progress: 'integer',
  completionSubmittedAt: 'timestamptz',
  returns: 'integer',
  yellowFrom: 'timestamptz',
  redFrom: 'timestamptz',
  lightBasis: 'text',
} as const satisfies Columns;

const WHOLE = {
  ...CHANGED,
  taskId: 'uuid',
  planId: 'uuid',
  aspectNo: 'integer',
  unitId: 'uuid',
  assignedAt: 'timestamptz',
} as const satisfies Columns;

type Frame = Pick<TaskState, 'taskId' | 'planId' | 'aspectNo'>;

/** Keeps what the cockpit counts, from this service's own events. */
@Controller()
export class CockpitProjection {
  constructor(private readonly lights: LightDesk) {}

  @Projection({ service: 'tasks', name: 'cockpit', source: 'tasks', types: TYPES, tables: TABLES })
  async apply(batch: readonly LogEvent<TaskData>[], context: ProjectionContext): Promise<void> {
    const { whole, changed } = fold(batch);
    const { columnsOf } = await this.lights.read(context);
    const lit = <Row extends AssignmentState>(rows: readonly Row[]) =>
      JSON.stringify(rows.map((row) => ({ ...row, ...columnsOf(row) })));
    const counts = { counts: context.table(COUNT_TABLES.counts), dates: context.table(COUNT_TABLES.dates) };
    const text = countingText(context.table(ASSIGNMENTS), counts, { one: changed.length === 1 });
    await context.query({ name: statementName(text), text }, [lit(whole), lit(changed)]);
  }
}

/** One statement, so that rows are locked before counts, whoever else counts. */
function countingText(assignments: string, counts: CountTables, { one }: { one: boolean }): string {
  return `WITH whole AS (${upsertText(assignments, 'assignmentId', WHOLE, 1)} RETURNING ${COUNTED_CHANGE}),
    part AS (${updateText(assignments, 'assignmentId', CHANGED, { one, parameter: 2 })} RETURNING ${COUNTED_CHANGE})
    ${moveCounts(counts, ['whole', 'part'])}`;
}

/** The last state of each assignment in the batch; whole where an event of the task told its frame. */
function fold(batch: readonly LogEvent<TaskData>[]): {
  whole: (AssignmentState & Frame)[];
  changed: AssignmentState[];
} {
  const last = new Map<string, AssignmentState>();
  const frames = new Map<string, Frame>();
  for (const { data } of batch) {
    const assignments = 'task' in data ? data.task.assignments : [data.assignment];
    for (const assignment of assignments) {
      last.set(assignment.assignmentId, assignment);
      if ('task' in data) frames.set(assignment.assignmentId, frameOf(data.task));
    }
  }
  const states = [...last.values()].toSorted((a, b) => (a.assignmentId < b.assignmentId ? -1 : 1));
  return {
    whole: states.flatMap((state) => {
      const frame = frames.get(state.assignmentId);
      return frame ? [{ ...state, ...frame }] : [];
    }),
    changed: states.filter(({ assignmentId }) => !frames.has(assignmentId)),
  };
}

function frameOf({ taskId, planId, aspectNo }: TaskState): Frame {
  return { taskId, planId, aspectNo };
}
