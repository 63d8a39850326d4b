import type { ProjectionContext } from '#messaging';
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
      records.map((record) => record.assignmentId),
      records.map((record) => record.eventId),
      records.map((record) => record.kind),
      records.map((record) => record.taskId),
      records.map((record) => record.unitId),
      records.map((record) => record.taskVersion),
      records.map((record) => record.on),
      records.map((record) => record.signDueOn),
      records.map((record) => record.deadline),
    ],
  );
  return rows;
}

/** The facts that come when nothing happens until a day. */
const AWAITED = ['NEVER_SIGNED', 'NOT_COMPLETED'] as const;

const COLUMNS = {
  assignment_id: 'uuid',
  unit_id: 'uuid',
  year: 'integer',
  first_on: 'date',
  last_on: 'date',
  happened: 'smallint',
  returns: 'smallint',
  never_signed_on: 'date',
  not_completed_on: 'date',
} as const;

const NAMES = Object.keys(COLUMNS);

async function writeStandings(
  standings: readonly Standing[],
  context: Pick<ProjectionContext, 'query' | 'table'>,
): Promise<void> {
  const table = context.table('assignment_standing');
  const given = Object.entries({ ...COLUMNS, task_id: 'uuid' }).map(([name, type]) => `${name} ${type}`);
  await context.query(
    {
      name: `facts-${table}`,
      text: `INSERT INTO ${table} (${NAMES.join(', ')}, plan_id)
        SELECT s.${NAMES.join(', s.')}, t.plan_id
        FROM json_to_recordset($1::json) AS s (${given.join(', ')}) JOIN ${context.table('known_task')} t USING (task_id)
        ON CONFLICT (assignment_id) DO UPDATE SET (${NAMES.join(', ')}) = ROW (excluded.${NAMES.join(', excluded.')})`,
    },
    [JSON.stringify(standings.map(rowOf))],
  );
}

function rowOf(standing: Standing): Record<keyof typeof COLUMNS | 'task_id', unknown> {
  const { assignmentId, taskId, unitId, year, firstOn, lastOn, facts } = standing;
  const dayOf = (kind: (typeof AWAITED)[number]) => facts.find((fact) => fact.kind === kind)?.on ?? null;
  return {
    assignment_id: assignmentId,
    task_id: taskId,
    unit_id: unitId,
    year,
    first_on: firstOn,
    last_on: lastOn,
    happened: setOf(facts.map(({ kind }) => kind)) & ~setOf(AWAITED),
    returns: returnsIn(facts),
    never_signed_on: dayOf('NEVER_SIGNED'),
    not_completed_on: dayOf('NOT_COMPLETED'),
  };
}
