import type { SchemeState } from '#contracts';
import type { LocalDate } from '#kernel';
import type { Queryable } from '#messaging';
import type { AssignmentRecord } from '../domain/scoring/assignment-record.js';
import { FACT_KINDS, type Fact } from '../domain/scoring/facts.js';
import {
  figuresOf,
  setOf,
  setsWithReasons,
  type KindSet,
  type Tally,
  type UnitFigures,
} from '../domain/scoring/figures.js';
import { factsOfYear } from '../domain/scoring/score-class.js';
import { RECORD_COLUMNS } from './assignment-records.js';

/** Of the units `$1`, in the plans of the office `$4`. A list of its plans would be gone through for each assignment. */
const JUDGED = `assignment_standing s
  WHERE s.unit_id = ANY ($1::uuid[]) AND s.plan_id IN (SELECT plan_id FROM known_plan WHERE office_unit_id = $4)`;

/** Standings that answer for the day `$3` and count to the year `$2`. */
const SETTLED = `${JUDGED} AND s.year = $2 AND s.last_on <= $3`;

/** Assignments to which something happened after the day: they are judged from their records until then. */
const CHANGED = `SELECT s.assignment_id FROM ${JUDGED} AND s.last_on > $3 AND s.first_on <= $3`;

/** The set of facts of a standing as of the day `$3`. */
const SET_THEN = `happened + CASE WHEN never_signed_on <= $3 THEN ${setOf(['NEVER_SIGNED'])} ELSE 0 END
  + CASE WHEN not_completed_on <= $3 THEN ${setOf(['NOT_COMPLETED'])} ELSE 0 END`;

/**
 * What the scheme has to count, of each unit; counted in the index alone. JSON, because many rows would be read one by one.
 * One statement: an assignment that is worked on meanwhile would else be read twice or not at all.
 */
const FIGURES = `SELECT
  (SELECT json_agg(t) FROM (
    SELECT s.unit_id AS "unitId", ${SET_THEN} AS set, count(*) AS assignments, sum(s.returns) AS returns FROM ${SETTLED} GROUP BY 1, 2) t) AS tallies,
  (SELECT json_agg(r) FROM (
    SELECT ${RECORD_COLUMNS} FROM (${CHANGED}) c JOIN assignment_record r USING (assignment_id) WHERE r.on_day <= $3) r) AS records`;

/** The records of the assignments of which the scheme names a fact as a reason, or may. */
const WITH_REASONS = `SELECT ${RECORD_COLUMNS} FROM (
    SELECT s.assignment_id FROM ${SETTLED} AND get_bit($5::bytea, ${SET_THEN}) = 1 UNION ALL ${CHANGED}) e
  JOIN assignment_record r USING (assignment_id) WHERE r.on_day <= $3`;

/** Units of one read: records of a day long past are many. */
const UNITS_AT_ONCE = 50;

interface Row {
  tallies: (Tally & { unitId: string })[] | null;
  records: AssignmentRecord[] | null;
}

/** The figures of `unitIds` for a scheme at the end of `asOf`, from the plans of its office. */
export async function unitFigures(
  on: Queryable,
  { year, officeUnitId }: SchemeState,
  unitIds: readonly string[],
  asOf: LocalDate,
): Promise<Map<string, UnitFigures>> {
  const figures = new Map<string, UnitFigures>();
  for (let from = 0; from < unitIds.length; from += UNITS_AT_ONCE) {
    const params = [unitIds.slice(from, from + UNITS_AT_ONCE), year, asOf, officeUnitId];
    const { rows } = await on.query<Row>({ name: 'unit-figures', text: FIGURES }, params);
    const { tallies, records } = rows[0] as Row;
    const settled = Map.groupBy(tallies ?? [], ({ unitId }) => unitId);
    const changed = Map.groupBy(factsOfYear(records ?? [], year, asOf), ({ unitId }) => unitId);
    for (const unitId of new Set([...settled.keys(), ...changed.keys()])) {
      figures.set(unitId, [...(settled.get(unitId) ?? []), ...figuresOf(changed.get(unitId) ?? [])]);
    }
  }
  return figures;
}

/** The facts of those assignments of `unitIds` that the scheme may name as a reason, by unit, at the end of `asOf`. */
export async function factsWithReasons(
  on: Queryable,
  scheme: SchemeState,
  unitIds: readonly string[],
  asOf: LocalDate,
): Promise<Map<string, Fact[]>> {
  const { rows } = await on.query<AssignmentRecord>({ name: 'records-with-reasons', text: WITH_REASONS }, [
    unitIds,
    scheme.year,
    asOf,
    scheme.officeUnitId,
    bitsOf(setsWithReasons(scheme)),
  ]);
  return Map.groupBy(factsOfYear(rows, scheme.year, asOf), ({ unitId }) => unitId);
}

/** For `get_bit` of a `bytea`. */
function bitsOf(sets: readonly KindSet[]): Buffer {
  const bits = Buffer.alloc(2 ** FACT_KINDS.length / 8);
  for (const set of sets) bits.writeUInt8(bits.readUInt8(set >> 3) | (1 << (set & 7)), set >> 3);
  return bits;
}
