import type { AssessmentState, SchemeState, UnitResult } from '#contracts';
import type { Queryable } from '#messaging';
import { refuse } from '../domain/errors.js';
import { reasonsOf, type ItemReasons } from '../domain/scoring/unit-reasons.js';
import { factsWithReasons } from './unit-figures.js';

/** What reasons are read for. */
type Of = Pick<AssessmentState, 'assessmentId' | 'asOf'>;

/** Units whose reasons are in memory at once. */
const UNITS_AT_ONCE = 25;

/** Those kept of a unit, or null while nobody has asked to publish them. */
export async function keptReasons(on: Queryable, { assessmentId }: Of, unitId: string): Promise<ItemReasons[] | null> {
  const { rows } = await on.query<{ reasons: ItemReasons[] }>(
    { name: 'kept-reasons', text: 'SELECT reasons FROM unit_reasons WHERE assessment_id = $1 AND unit_id = $2' },
    [assessmentId, unitId],
  );
  return rows[0]?.reasons ?? null;
}

/**
 * Why units lost what `results` say, from the facts of the day that was judged: records of a past day do not change.
 * @throws DomainError `ASSESSMENT.FACTS_CHANGED` where they did all the same: a source was restored, or an event skipped
 */
export async function readReasons(
  on: Queryable,
  scheme: SchemeState,
  { asOf }: Of,
  results: readonly UnitResult[],
): Promise<{ unitId: string; reasons: ItemReasons[] }[]> {
  const unitIds = results.map(({ unitId }) => unitId);
  const facts = await factsWithReasons(on, scheme, unitIds, asOf);
  return results.map((result) => {
    const reasons = reasonsOf(scheme, result, facts.get(result.unitId) ?? []);
    if (reasons) return { unitId: result.unitId, reasons };
    const message = `What is known now of ${result.unitName} until ${asOf} is not what this assessment was computed from. Draft the scores of that day again.`;
    throw refuse('ASSESSMENT.FACTS_CHANGED', message);
  });
}

/**
 * Keeps the reasons of every unit, unless an earlier request has: what is published stays explainable whatever becomes of the facts.
 * @throws DomainError `ASSESSMENT.FACTS_CHANGED`
 */
export async function keepReasons(tx: Queryable, scheme: SchemeState, state: AssessmentState): Promise<void> {
  const { assessmentId, results } = state;
  const [first] = results;
  if (first && (await keptReasons(tx, state, first.unitId))) return;
  for (let from = 0; from < results.length; from += UNITS_AT_ONCE) {
    const units = await readReasons(tx, scheme, state, results.slice(from, from + UNITS_AT_ONCE));
    await tx.query(
      `INSERT INTO unit_reasons (assessment_id, unit_id, reasons)
       SELECT $1, * FROM ROWS FROM (unnest($2::uuid[]), json_array_elements($3::json))`,
      [assessmentId, units.map(({ unitId }) => unitId), JSON.stringify(units.map(({ reasons }) => reasons))],
    );
  }
}
