import type { ProjectionContext } from '#messaging';
import { plainArray } from '#platform';
import type { AssignmentRecord } from '../domain/scoring/assignment-record.js';
import { returnsIn, setOf } from '../domain/scoring/figures.js';
import { standingsOf, type Standing } from '../domain/scoring/standing.js';
import { RECORD_COLUMNS } from './assignment-records.js';

/**
 * Adds the records that are new, and writes how their assignments stand now: folded from all records of each, so that
 * a record that comes late or again leaves what it would have left in its turn. The tasks must be known before.
 */
export async function addRecords(
  records: readonly AssignmentRecord[],
  context: Pick<ProjectionContext, 'query' | 'table'>,
): Promise<void> {
  if (records.length === 0) return;
  const known = await insertRecords(records, context);
  const all = new Map([...known, ...records].map((record) => [`${record.assignmentId} ${record.eventId}`, record]));
  await writeStandings(standingsOf([...all.values()]), context);
}

/** Answers the records that these assignments had before. */
async function insertRecords(
  records: readonly AssignmentRecord[],
  context: Pick<ProjectionContext, 'query' | 'table'>,
): Promise<AssignmentRecord[]> {
  const table = context.table('assignment_record');
  const { rows } = await context.query<AssignmentRecord>(
    {
      name: `facts-${table}`, // by table: a rebuild writes to another one on the same connections
      text: `WITH added AS (
          INSERT INTO ${table} (assignment_id, event_id, kind, task_id, unit_id, task_version, on_day, sign_due_on, deadline)
          SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::uuid[], $5::uuid[], $6::integer[], $7::date[], $8::date[], $9::date[])
          ON CONFLICT DO NOTHING)
        SELECT ${RECORD_COLUMNS} FROM ${table} r WHERE assignment_id = ANY ($1)`,
    },
    [
      plainArray(records.map(({ assignmentId }) => assignmentId)),
      plainArray(records.map(({ eventId }) => eventId)),
      plainArray(records.map(({ kind }) => kind)),
      plainArray(records.map(({ taskId }) => taskId)),
      plainArray(records.map(({ unitId }) => unitId)),
      plainArray(records.map(({ taskVersion }) => taskVersion)),
      plainArray(records.map(({ on }) => on)),
      plainArray(records.map(({ signDueOn }) => signDueOn)),
      plainArray(records.map(({ deadline }) => deadline)),
    ],
  );
  return rows;
}

/** The facts that come when nothing happens until a day. */
const AWAITED = ['NEVER_SIGNED', 'NOT_COMPLETED'] as const;

/** What an issue gives tens of thousands of assignments alike, so it travels once (`alike`). */
const ALIKE = {
  year: 'integer',
  first_on: 'date',
  last_on: 'date',
  happened: 'smallint',
  returns: 'smallint',
  never_signed_on: 'date',
  not_completed_on: 'date',
} as const;

const NAMES = Object.keys(ALIKE);
const TYPED = Object.entries(ALIKE).map(([name, type]) => `${name} ${type}`);

async function writeStandings(
  standings: readonly Standing[],
  context: Pick<ProjectionContext, 'query' | 'table'>,
): Promise<void> {
  const table = context.table('assignment_standing');
  const groups = [...Map.groupBy(standings, likenessOf).values()];
  const inOrder = groups.flat();
  await context.query(
    {
      name: `facts-${table}`,
      text: `INSERT INTO ${table} (assignment_id, unit_id, plan_id, ${NAMES.join(', ')})
        SELECT s.assignment_id, s.unit_id, t.plan_id, a.${NAMES.join(', a.')}
        FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::integer[]) AS s (assignment_id, task_id, unit_id, alike)
        JOIN json_to_recordset($5::json) AS a (alike integer, ${TYPED.join(', ')}) USING (alike)
        JOIN ${context.table('known_task')} t USING (task_id)
        ON CONFLICT (assignment_id) DO UPDATE SET (${NAMES.join(', ')}) = ROW (excluded.${NAMES.join(', excluded.')})`,
    },
    [
      plainArray(inOrder.map(({ assignmentId }) => assignmentId)),
      plainArray(inOrder.map(({ taskId }) => taskId)),
      plainArray(inOrder.map(({ unitId }) => unitId)),
      plainArray(groups.flatMap((members, alike) => members.map(() => alike))),
      JSON.stringify(groups.flatMap(([first], alike) => (first ? [{ alike, ...columnsOf(first) }] : []))),
    ],
  );
}

/** Of assignments whose columns are equal; which events they come from does not matter. */
function likenessOf({ year, firstOn, lastOn, facts }: Standing): string {
  return `${year} ${firstOn} ${lastOn} ${facts.map(({ kind, on }) => `${kind} ${on}`).join()}`;
}

function columnsOf({ year, firstOn, lastOn, facts }: Standing): Record<keyof typeof ALIKE, unknown> {
  const dayOf = (kind: (typeof AWAITED)[number]) => facts.find((fact) => fact.kind === kind)?.on ?? null;
  return {
    year,
    first_on: firstOn,
    last_on: lastOn,
    happened: setOf(facts.map(({ kind }) => kind)) & ~setOf(AWAITED),
    returns: returnsIn(facts),
    never_signed_on: dayOf('NEVER_SIGNED'),
    not_completed_on: dayOf('NOT_COMPLETED'),
  };
}
