import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { visibilityParams } from '../src/access/visibility.js';
import { getLedger, ledgerSql } from '../src/queries/get-ledger.js';
import { taskFields, Tasks, type Cast } from './support/tasks.js';

/** Copies of the one task: enough for the planner to prefer what a million needs. */
const COPIES = 20_000;
const ONE_OF_FIFTY_UNITS = 'md5((abs(hashtext(c.no)) % 50)::text)::uuid';

let tasks: Tasks;
let cast: Cast;
let admin: pg.Client;
beforeAll(async () => {
  tasks = await Tasks.start();
  cast = await tasks.cast();
  await tasks.issued(cast, [taskFields([{ unitId: cast.departments[0]!, role: 'LEAD' }], { deadline: '2022-06-30' })]);
  admin = new pg.Client({
    connectionString: tasks.service.testDatabase.url, // the service's own role may not analyse
    options: '-c search_path=tasks -c random_page_cost=1.1', // as the embedded server has it
  });
  await admin.connect();
  await copied('task', { task_id: 'uuidv7()', no: `'copy ' || n` }, 'true');
  await copied(
    'assignment',
    { assignment_id: 'uuidv7()', task_id: 'c.task_id', unit_id: ONE_OF_FIFTY_UNITS },
    `c.no LIKE 'copy %'`,
  );
  await admin.query('ANALYZE');
});
afterAll(async () => {
  await admin.end();
  await tasks.stop();
});

it.each([
  ['sort=plan', 'task_of_plan'],
  ['sort=deadline', 'assignment_by_deadline'],
  ['sort=deadline&overdue=true', 'assignment_open_by_deadline'],
])('a page of the ledger by %s reads the order of %s, not every task', async (query, index) => {
  const plan = await planOf(query);
  expect(plan).toContain(index);
  expect(plan).not.toMatch(/Seq Scan on (task|assignment)\b/);
});

it('a page by unit asks one unit after the other', async () => {
  expect(await planOf('sort=unit')).toMatch(/Presorted Key: .*\bname\b/);
});

async function planOf(query: string): Promise<string> {
  const parsed = getLedger.query.parse(Object.fromEntries(new URLSearchParams(query)));
  const caller = { ...cast.coordinator, displayName: '', roles: ['COORDINATOR'] as const };
  const now = new Date('2022-08-01T09:00:00+08:00');
  const overdue = parsed.overdue === 'true' ? true : null;
  const filters = [null, null, null, null, null, null, overdue, null];
  const params = [...visibilityParams(caller, now), now, ...filters, null, null, null, parsed.limit + 1];
  const { rows } = await admin.query<{ 'QUERY PLAN': string }>(`EXPLAIN ${ledgerSql(parsed)}`, params);
  return rows.map((row) => row['QUERY PLAN']).join('\n');
}

/** Rows of `table` like its first one, but for `columns`; `c` is a task of the copies. */
async function copied(table: string, columns: Record<string, string>, only: string): Promise<void> {
  const { rows } = await admin.query<{ name: string }>(
    `SELECT attname AS name FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped`,
    [table],
  );
  const names = rows.map(({ name }) => name);
  const values = names.map((name) => columns[name] ?? `r.${name}`);
  const copies = table === 'task' ? `generate_series(1, ${COPIES}) n` : 'task c';
  await admin.query(`INSERT INTO ${table} (${names.join(', ')})
    SELECT ${values.join(', ')} FROM (SELECT * FROM ${table} LIMIT 1) r, ${copies} WHERE ${only}`);
}
