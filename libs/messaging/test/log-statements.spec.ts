import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { expect, test } from 'vitest';
import { appendEvents } from '#messaging';
import { createTestDatabase } from '#testing';
import { queryableOf } from '../src/database/run-statement.js';
import { logStatements } from '../src/log/log-statements.js';
import { TEMPLATE } from './world/template.js';

test('a look at every slot of a long log reads by index: it comes every few seconds, for ever', async () => {
  const database = await createTestDatabase({ template: TEMPLATE });
  const pool = new pg.Pool({ connectionString: database.url, options: '-c search_path=tasks', max: 1 });
  try {
    const events = Array.from({ length: 5_000 }, () => ({
      type: 'changed',
      version: 1,
      aggregateId: randomUUID(),
      aggregateVersion: 1,
      occurredAt: new Date(),
      actor: 'test',
      data: {},
    }));
    await appendEvents(queryableOf(pool), events);
    await pool.query('ANALYZE event_log');
    await pool.query('SET plan_cache_mode = force_generic_plan'); // as a statement that is prepared once gets
    await pool.query(
      `PREPARE look (smallint[], bigint[], uuid[]) AS ${logStatements({ service: 'tasks', schema: 'tasks' }).compare.text}`,
    );
    const { rows } = await pool.query<{ 'QUERY PLAN': string }>(`EXPLAIN EXECUTE look ('{}', '{}', '{}')`);
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
    expect(plan).not.toMatch(/Seq Scan on event_log(?!_)/);
  } finally {
    await pool.end();
    await database.drop();
  }
});
