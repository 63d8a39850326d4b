import type { FactKind, SchemeState } from '#contracts';
import type { LocalDate } from '#kernel';
import type { Queryable } from '#messaging';
import type { AssignmentRecord } from '../domain/scoring/assignment-record.js';
import { FACT_KINDS, inScoringOrder, type Fact } from '../domain/scoring/facts.js';
import {
  figuresOf,
  kindsOf,
  setOf,
  setsWithReasons,
  together,
  type KindSet,
  type UnitFigures,
} from '../domain/scoring/figures.js';
import { factsOfYear } from '../domain/scoring/score-class.js';
import { RECORD_COLUMNS } from './assignment-records.js';

/** What is read of a unit. JSON, because hundreds of thousands of rows would be read one by one. */
interface Row {
  unitId: string;
  /** Absent where it carries nothing. */
  counts: [set: KindSet, count: number][] | null;
  /** JSON of `Explained[]`. */
  explained: string | null;
  records: AssignmentRecord[] | null;
}

type Explained = [assignmentId: string, taskId: string, facts: [FactKind, eventId: string, LocalDate][]];

/** Plans of the office `$4`. A list of them or of sets would be gone through for each assignment. */
const OWN_PLANS = 'SELECT plan_id FROM known_plan WHERE office_unit_id = $4';

/** The set of facts of a standing as of the day `$3`. */
const SET_THEN = `happened + CASE WHEN never_signed_on <= $3 THEN ${setOf(['NEVER_SIGNED'])} ELSE 0 END
  + CASE WHEN not_completed_on <= $3 THEN ${setOf(['NOT_COMPLETED'])} ELSE 0 END`;

/**
 * What the scheme has to count and to explain, of each unit. Assignments to which something happened after the day are
 * judged from their records until then. The others are counted in the index alone, and the rows of those with a reason
 * for a loss are visited: visiting all took most of the time.
 * One statement: an assignment that is worked on meanwhile would else be read twice or not at all.
 */
const FIGURES = `SELECT u.unit_id AS "unitId", settled.*, (
    SELECT json_agg(r) FROM (
      SELECT ${RECORD_COLUMNS} FROM assignment_standing s JOIN assignment_record r USING (assignment_id)
      WHERE s.unit_id = u.unit_id AND s.last_on > $3 AND s.first_on <= $3 AND s.plan_id IN (${OWN_PLANS}) AND r.on_day <= $3) r) AS records
  FROM unnest($1::uuid[]) AS u (unit_id) CROSS JOIN LATERAL (
    WITH judged AS MATERIALIZED (
      SELECT assignment_id, ${SET_THEN} AS set FROM assignment_standing s
      WHERE s.unit_id = u.unit_id AND s.year = $2 AND s.last_on <= $3 AND s.plan_id IN (${OWN_PLANS}))
    SELECT
      (SELECT json_agg(json_build_array(set, count)) FROM (SELECT set, count(*) FROM judged GROUP BY set) c) AS counts,
      (SELECT '[' || string_agg('["' || s.assignment_id || '","' || s.task_id || '",' || s.facts || ']', ',') || ']'
        FROM judged JOIN assignment_standing s USING (assignment_id) WHERE get_bit($5::bytea, judged.set) = 1) AS explained) settled`;

/** Units of one read: while they are worked on, the next are being read. */
const UNITS_AT_ONCE = 50;

/** The figures of `unitIds` for a scheme at the end of `asOf`, from the plans of its office. */
export async function unitFigures(
  on: Queryable,
  scheme: SchemeState,
  unitIds: readonly string[],
  asOf: LocalDate,
): Promise<Map<string, UnitFigures>> {
  const kinds = kindsOf(scheme);
  const explained = bitsOf(setsWithReasons(scheme));
  const read = async (some: readonly string[]) => {
    const params = [some, scheme.year, asOf, scheme.officeUnitId, explained];
    const { rows } = await on.query<Row>({ name: 'unit-figures', text: FIGURES }, params);
    return rows;
  };
  const figures = new Map<string, UnitFigures>();
  let next = read(unitIds.slice(0, UNITS_AT_ONCE));
  for (let from = UNITS_AT_ONCE; ; from += UNITS_AT_ONCE) {
    const rows = await next;
    const more = from < unitIds.length;
    if (more) next = read(unitIds.slice(from, from + UNITS_AT_ONCE));
    next.catch(() => undefined); // whoever asks for them gets the error; nobody does when working on the rows has failed
    for (const row of rows) figures.set(row.unitId, figuresOfRow(row, kinds, scheme.year, asOf));
    if (!more) return figures;
  }
}

function figuresOfRow(row: Row, kinds: readonly FactKind[], year: number, asOf: LocalDate): UnitFigures {
  const { unitId, counts, explained, records } = row;
  const facts: Fact[] = [];
  for (const [assignmentId, taskId, own] of JSON.parse(explained ?? '[]') as Explained[]) {
    for (const [kind, eventId, on] of own) {
      if (on <= asOf && kinds.includes(kind)) facts.push({ kind, taskId, assignmentId, unitId, eventId, on });
    }
  }
  const settled = { counts: new Map(counts), facts: inScoringOrder(facts) };
  return records ? together(settled, figuresOf(factsOfYear(records, year, asOf))) : settled;
}

/** For `get_bit` of a `bytea`. */
function bitsOf(sets: readonly KindSet[]): Buffer {
  const bits = Buffer.alloc(2 ** FACT_KINDS.length / 8);
  for (const set of sets) bits.writeUInt8(bits.readUInt8(set >> 3) | (1 << (set & 7)), set >> 3);
  return bits;
}
