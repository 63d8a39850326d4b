import type { AssessmentState, UnitResult } from '#contracts';
import type { Queryable } from '#messaging';
import type { Office } from '../domain/assessment.policy.js';
import { officeState } from './offices.js';

/** An assessment with what its record keeps besides the state that events tell. */
export interface AssessmentRow {
  version: number;
  /** The office whose work it scores. */
  office: Office;
  state: AssessmentState;
  requestedBy: string | null;
  decidedBy: string | null;
  refusalReason: string | null;
}

/** The columns of `unit_result` r as a `UnitResult`. */
export const RESULT_STATE = `json_build_object('unitId', r.unit_id, 'unitName', r.unit_name, 'marks', r.marks, 'outOf', r.out_of,
  'rank', r.rank, 'obligations', r.obligations, 'items', r.items)`;

const STATE = `json_build_object('assessmentId', a.assessment_id, 'schemeId', a.scheme_id, 'officeUnitId', a.office_unit_id, 'year', a.year,
  'objectClass', a.object_class, 'asOf', a.as_of, 'phase', a.phase, 'publication', a.publication, 'digest', a.digest,
  'unassessed', a.unassessed, 'results', (SELECT coalesce(json_agg(${RESULT_STATE} ORDER BY r.rank, r.unit_id), '[]')
    FROM unit_result r WHERE r.assessment_id = a.assessment_id))`;

const ROW = `SELECT a.version, ${officeState('a.office_unit_id')} AS office, ${STATE} AS state, a.requested_by AS "requestedBy", a.decided_by AS "decidedBy",
  a.refusal_reason AS "refusalReason" FROM assessment a WHERE a.assessment_id = $1`;

/** Whole assessment, all results; what a caller may see of it is the reader's business. */
export async function assessmentById(on: Queryable, assessmentId: string): Promise<AssessmentRow | null> {
  const { rows } = await on.query<AssessmentRow>({ name: 'assessment-by-id', text: ROW }, [assessmentId]);
  return rows[0] ?? null;
}

/** One unit's result, with what it was computed for. */
export interface ResultRow {
  office: Office;
  assessment: Pick<AssessmentState, 'assessmentId' | 'schemeId' | 'year' | 'asOf'>;
  result: UnitResult;
}

export async function resultById(on: Queryable, assessmentId: string, unitId: string): Promise<ResultRow | null> {
  const { rows } = await on.query<ResultRow>(
    {
      name: 'result-by-id',
      text: `SELECT ${officeState('a.office_unit_id')} AS office, ${RESULT_STATE} AS result, json_build_object(
          'assessmentId', a.assessment_id, 'schemeId', a.scheme_id, 'year', a.year, 'asOf', a.as_of) AS assessment
        FROM assessment a JOIN unit_result r USING (assessment_id) WHERE assessment_id = $1 AND r.unit_id = $2`,
    },
    [assessmentId, unitId],
  );
  return rows[0] ?? null;
}

/** The whole assessment, locked until the transaction ends. */
export async function lockAssessment(tx: Queryable, assessmentId: string): Promise<AssessmentRow | null> {
  const { rows } = await tx.query<AssessmentRow>({ name: 'assessment-lock', text: `${ROW} FOR UPDATE OF a` }, [
    assessmentId,
  ]);
  return rows[0] ?? null;
}

/** Version 1 with its results. */
export async function insertAssessment(
  tx: Queryable,
  state: AssessmentState,
  drafted: { by: string; at: Date },
): Promise<void> {
  const { assessmentId, schemeId, officeUnitId, year, objectClass, asOf, phase, digest, unassessed, results } = state;
  await tx.query(
    `INSERT INTO assessment (assessment_id, version, scheme_id, office_unit_id, year, object_class, as_of, phase, digest, unassessed,
       drafted_by, drafted_at)
     VALUES ($1, 1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      assessmentId,
      schemeId,
      officeUnitId,
      year,
      objectClass,
      asOf,
      phase,
      digest,
      JSON.stringify(unassessed),
      drafted.by,
      drafted.at,
    ],
  );
  await insertResults(tx, assessmentId, results);
}

/** Writes what a decision changes of a locked assessment, as `row.version`. */
export async function updateAssessment(tx: Queryable, row: AssessmentRow): Promise<void> {
  const { version, state, requestedBy, decidedBy, refusalReason } = row;
  await tx.query(
    `UPDATE assessment SET version = $2, phase = $3, publication = $4, requested_by = $5, decided_by = $6, refusal_reason = $7
     WHERE assessment_id = $1`,
    [state.assessmentId, version, state.phase, state.publication, requestedBy, decidedBy, refusalReason],
  );
}

async function insertResults(tx: Queryable, assessmentId: string, results: readonly UnitResult[]): Promise<void> {
  await tx.query(
    `INSERT INTO unit_result (assessment_id, unit_id, unit_name, marks, out_of, rank, obligations, items)
     SELECT $1, * FROM ROWS FROM (
       unnest($2::uuid[], $3::text[], $4::integer[], $5::integer[], $6::integer[], $7::integer[]), json_array_elements($8::json))`,
    [
      assessmentId,
      results.map((result) => result.unitId),
      results.map((result) => result.unitName),
      results.map((result) => result.marks),
      results.map((result) => result.outOf),
      results.map((result) => result.rank),
      results.map((result) => result.obligations),
      JSON.stringify(results.map((result) => result.items)),
    ],
  );
}
