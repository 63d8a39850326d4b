import type pg from 'pg';
import { appendEvents, inTransaction } from '#messaging';
import { insertRows, type Columns } from '../../../apps/tasks/src/persistence/columns.js';
import { insertPlan } from '../../../apps/tasks/src/persistence/plans.js';
import { changedParts, insertTasks, saveAssignments } from '../../../apps/tasks/src/persistence/tasks.js';
import type { PlanHistory, ReportRow } from './plan-history.js';

const REPORT_COLUMNS = {
  reportId: 'uuid',
  assignmentId: 'uuid',
  taskVersion: 'integer',
  reportedAt: 'timestamptz',
  reportedBy: 'uuid',
  progress: 'integer',
  text: 'text',
  problems: 'text',
  nextSteps: 'text',
  needsCoordination: 'text',
} as const satisfies Columns & Record<keyof ReportRow, string>;

/** Rows of one statement. */
const CHUNK = 5_000;

/**
 * Writes what a plan's history left in the tables, by the statements of the tasks service, and last its events: all or
 * nothing, so that a load that was cut off goes on with the next plan.
 * @param pool of connections whose search path is the schema of the tasks service
 */
export async function writeHistory(pool: pg.Pool, history: PlanHistory, lightBasis: string): Promise<void> {
  const { plan, tasks, reports, events } = history;
  await inTransaction(pool, async (tx) => {
    await insertPlan(tx, plan);
    await insertTasks(tx, tasks);
    const parts = tasks.flatMap((task) => changedParts(null, task));
    await saveAssignments(tx, parts, lightBasis);
    for (const rows of chunks(reports)) await tx.query(insertRows('progress_report', REPORT_COLUMNS, rows));
    for (const some of chunks(events)) await appendEvents(tx, some);
  });
}

function* chunks<T>(rows: readonly T[]): Generator<readonly T[]> {
  for (let from = 0; from < rows.length; from += CHUNK) yield rows.slice(from, from + CHUNK);
}
