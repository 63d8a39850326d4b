import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '#kernel';
import { staleRows } from '../src/jobs/recompute-lights.job.js';
import { taskFields, Tasks } from './support/tasks.js';

const ROWS = 5_000;

let tasks: Tasks;
beforeAll(async () => {
  tasks = await Tasks.start();
  const cast = await tasks.cast();
  const unit = { unitId: cast.departments[0]!, role: 'RESPONSIBLE', deadline: '2022-06-30' };
  await tasks.issued(cast, [taskFields([unit])]);
  await tasks.service.settle();
});
afterAll(() => tasks.stop());

it.each(['assignment', 'cockpit_assignment'] as const)(
  'open rows of %s whose lights are up to date are not read to find those that are not',
  async (table) => {
    const { database } = tasks.service;
    const { rows: columns } = await database.query<{ name: string }>(
      `SELECT attname AS name FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0`,
      [table],
    );
    const names = columns.map(({ name }) => name).join(', ');
    const values = names.replace('assignment_id', 'gen_random_uuid()').replace('unit_id', 'gen_random_uuid()');
    await database.query(`INSERT INTO ${table} (${names}) SELECT ${values} FROM ${table}, generate_series(1, ${ROWS})`);
    await analyze(table);
    const [before] = (await database.query<{ basis: string }>(`SELECT light_basis AS basis FROM ${table} LIMIT 1`))
      .rows;
    expect(await planOf(table, before?.basis ?? '')).toContain(`${table}_lit_by`);
    const { rows } = await database.query(staleRows(table), [before?.basis, '00000000-0000-0000-0000-000000000000']);
    expect(rows).toEqual([]);
    const changed = await database.query(staleRows(table), [newId(), '00000000-0000-0000-0000-000000000000']);
    expect(changed.rows).toHaveLength(1_000);
  },
);

async function planOf(table: 'assignment' | 'cockpit_assignment', basis: string): Promise<string> {
  const { rows } = await tasks.service.database.query<{ 'QUERY PLAN': string }>(`EXPLAIN ${staleRows(table)}`, [
    basis,
    '00000000-0000-0000-0000-000000000000',
  ]);
  return rows.map((row) => row['QUERY PLAN']).join('\n');
}

/** By the owner: the service's own role may not. */
async function analyze(table: string): Promise<void> {
  const admin = new pg.Client({ connectionString: tasks.service.testDatabase.url });
  await admin.connect();
  await admin.query(`ANALYZE tasks.${table}`);
  await admin.end();
}
