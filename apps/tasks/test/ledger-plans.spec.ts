import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId, NIL_ID } from '#kernel';
import { encodeCursor, type Caller } from '#platform';
import { getLedger, ledgerStatement } from '../src/queries/get-ledger.js';
import { taskFields, Tasks, type Cast } from './support/tasks.js';

/** Copies of the one task, in plans of a thousand and of ten units: enough for the planner to prefer what a million needs. */
const COPIES = 20_000;
const PLANS = 20;
const idOf = (what: string, number: string): string =>
  `overlay(overlay(md5('${what}' || ${number}) placing '7' from 13 for 1) placing '8' from 17 for 1)::uuid`;
const UNIT = idOf('unit', 'abs(hashtext(c.no)) % 10');
const IS_ENDED = `hashtext('ended' || c.no) % 2 = 0`;

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
  const plan = idOf('plan', `n % ${PLANS}`);
  await copied('plan', `generate_series(1, ${PLANS}) n`, { plan_id: plan, document_number: `'copy ' || n` });
  await copied('task', `generate_series(1, ${COPIES}) n`, { task_id: 'uuidv7()', plan_id: plan, no: `'copy ' || n` });
  await copied('assignment', `task c WHERE c.no LIKE 'copy %'`, {
    assignment_id: 'uuidv7()',
    task_id: 'c.task_id',
    plan_id: 'c.plan_id',
    unit_id: UNIT,
    leads: `hashtext('leads' || c.no) % 4 = 0`,
    phase: `CASE WHEN ${IS_ENDED} THEN 'COMPLETED' ELSE r.phase END`,
    completed_at: `CASE WHEN ${IS_ENDED} THEN now() END`,
  });
  await admin.query('ANALYZE');
});
afterAll(async () => {
  await admin.end();
  await tasks.stop();
});

type Reader = 'office' | 'officer';

it.each<[who: Reader, query: string, indexes: string[]]>([
  ['office', 'sort=plan', ['assignment_open_of_plan', 'assignment_ended_of_plan']],
  ['office', 'sort=plan&light=RED', ['assignment_open_of_plan']],
  ['office', 'sort=deadline', ['assignment_open_by_deadline', 'assignment_ended_by_deadline']],
  ['office', 'sort=deadline&overdue=true', ['assignment_open_by_deadline']],
  ['office', 'sort=deadline&unitId=$unit', ['assignment_open_of_unit', 'assignment_ended_of_unit']],
  ['office', 'sort=plan&unitId=$unit', ['assignment_of_unit']],
  ['officer', 'sort=plan', ['assignment_of_unit', 'assignment_led_by']],
  ['officer', 'sort=unit', ['assignment_of_unit', 'assignment_led_by']],
  ['officer', 'sort=deadline', ['assignment_open_of_unit', 'assignment_ended_of_unit', 'assignment_led_by']],
  ['officer', 'sort=deadline&overdue=true', ['assignment_open_of_unit']],
])('a page of the ledger for the %s by %s reads the orders %j, not every part', async (who, query, indexes) => {
  for (const cursor of [false, true]) {
    const plan = await planOf(who, query, { cursor });
    for (const index of indexes) expect(plan).toMatch(new RegExp(` (using|on) ${index}\\b`));
    expect(plan).not.toMatch(/Seq Scan on (task|assignment)\b/);
  }
});

it.each(['progress', 'lastReport', 'deadline'])('a plan sorted by %s is read alone', async (sort) => {
  const { rows } = await admin.query<{ planId: string }>(`SELECT ${idOf('plan', '0')} AS "planId"`);
  const plan = await planOf('office', `sort=${sort}&planId=${rows[0]!.planId}`);
  expect(plan).toContain(' using assignment_open_of_plan on');
  expect(plan).not.toMatch(/Seq Scan on (task|assignment)\b/);
  expect(plan).not.toContain('by_deadline');
});

it('a page by unit asks one unit after the other', async () => {
  expect(await planOf('office', 'sort=unit')).toMatch(/Presorted Key: .*\bname\b/);
});

async function planOf(who: Reader, query: string, { cursor = false } = {}): Promise<string> {
  const { rows: some } = await admin.query<{ unitId: string }>(`SELECT ${idOf('unit', '0')} AS "unitId"`);
  const { unitId } = some[0]!;
  const parsed = getLedger.query.parse(Object.fromEntries(new URLSearchParams(query.replace('$unit', unitId))));
  const callers: Record<Reader, Caller> = {
    office: { ...cast.coordinator, displayName: '', roles: ['COORDINATOR'] },
    officer: { accountId: newId(), unitId, displayName: '', roles: ['LIAISON_OFFICER'] },
  };
  const after = {
    plan: [NIL_ID],
    deadline: ['2022-01-01'],
    unit: ['', NIL_ID],
    progress: [0],
    lastReport: ['-infinity'],
  };
  const place = cursor ? { cursor: encodeCursor([...after[parsed.sort], NIL_ID, NIL_ID]) } : {};
  const statement = ledgerStatement({ ...parsed, ...place }, callers[who], new Date('2022-08-01T09:00:00+08:00'))!;
  const { rows } = await admin.query<{ 'QUERY PLAN': string }>(`EXPLAIN ${statement.text}`, statement.values);
  return rows.map((row) => row['QUERY PLAN']).join('\n');
}

/** A row of `table` like its first one, `r`, but for `columns`, for each row of `from`. */
async function copied(table: string, from: string, columns: Record<string, string>): Promise<void> {
  const { rows } = await admin.query<{ name: string }>(
    `SELECT attname AS name FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped`,
    [table],
  );
  const names = rows.map(({ name }) => name);
  const values = names.map((name) => columns[name] ?? `r.${name}`);
  await admin.query(`INSERT INTO ${table} (${names.join(', ')})
    SELECT ${values.join(', ')} FROM (SELECT * FROM ${table} LIMIT 1) r, ${from}`);
}
