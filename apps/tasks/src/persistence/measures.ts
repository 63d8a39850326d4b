import type { Queryable } from '#messaging';
import { refuse } from '../domain/errors.js';
import type { Measure } from '../domain/measures.js';
import { insertRows, jsonRow, updateRows, type Columns } from './columns.js';

export const MEASURE_COLUMNS = {
  measureId: 'uuid',
  version: 'integer',
  planId: 'uuid',
  taskId: 'uuid',
  assignmentId: 'uuid',
  unitId: 'uuid',
  draftId: 'uuid',
  no: 'text',
  title: 'text',
  text: 'text',
  owner: 'text',
  deadline: 'date',
  phase: 'text',
  adoptedAt: 'timestamptz',
  doneAt: 'timestamptz',
} as const satisfies Columns & Record<keyof Measure, string>;

export function insertMeasures(tx: Queryable, measures: readonly Measure[]): Promise<unknown> {
  return tx.query(insertRows('measure', MEASURE_COLUMNS, measures));
}

export function updateMeasure(tx: Queryable, measure: Measure): Promise<unknown> {
  return tx.query(updateRows('measure', 'measureId', MEASURE_COLUMNS, [measure]));
}

/** Holds a measure of this part until the transaction ends. Throws `MEASURE.NOT_FOUND`. */
export async function lockMeasure(tx: Queryable, assignmentId: string, measureId: string): Promise<Measure> {
  const text = `SELECT ${jsonRow('m', MEASURE_COLUMNS)} AS measure FROM measure m
    WHERE assignment_id = $1 AND measure_id = $2 FOR UPDATE`;
  const { rows } = await tx.query<{ measure: Measure }>(text, [assignmentId, measureId]);
  if (rows[0]) return rows[0].measure;
  throw refuse('MEASURE.NOT_FOUND', 'This part has no such measure. Read its measures again.');
}

export interface MeasureCounts {
  openMeasures: number;
  doneMeasures: number;
}

export const NO_MEASURES: MeasureCounts = { openMeasures: 0, doneMeasures: 0 };

/** How many measures each part of a task has, by assignment; a part without any is absent. */
export async function measureCountsOf(on: Queryable, taskId: string): Promise<Map<string, MeasureCounts>> {
  const text = `SELECT m.assignment_id AS "assignmentId", count(*) FILTER (WHERE m.phase = 'OPEN')::integer AS "openMeasures",
      count(*) FILTER (WHERE m.phase = 'DONE')::integer AS "doneMeasures"
    FROM assignment a JOIN measure m USING (assignment_id) WHERE a.task_id = $1 GROUP BY m.assignment_id`;
  const { rows } = await on.query<MeasureCounts & { assignmentId: string }>(text, [taskId]);
  return new Map(rows.map(({ assignmentId, ...counts }) => [assignmentId, counts]));
}
