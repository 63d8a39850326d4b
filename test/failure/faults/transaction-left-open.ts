import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { BOTH, type FaultKind } from './fault.js';

const TAKE_A_POSITION = `INSERT INTO tasks.event_log (slot, id, type, version, aggregate_id, aggregate_version, occurred_at, actor, data)
  VALUES (get_byte(uuid_send($1::uuid), 15) & 63, gen_random_uuid(), 'tasks.nothing', 1, $1, 1, now(), 'nobody', '{}')
  RETURNING position::float8 AS position`;

/** Somebody takes a position of the log and leaves his transaction open; then it is rolled back. Readers must wait, and go on. */
export const TRANSACTION_LEFT_OPEN: FaultKind = {
  name: 'transaction left open',
  modes: BOTH,
  takes: ['PostgreSQL'],
  inject: async ({ product, bench: { postgres } }, random) => {
    const session = new pg.Client({ connectionString: product.databaseUrl('tasks'), application_name: 'left-open' });
    session.on('error', () => undefined);
    await session.connect();
    await session.query('BEGIN');
    const { rows } = await session.query<{ position: number }>(TAKE_A_POSITION, [randomUUID()]);
    const position = rows[0]?.position ?? 0;
    return {
      lasts: random.int(500, 6_000),
      heal: async () => {
        await session.query('ROLLBACK');
        await session.end();
      },
      proof: async () => {
        const text = 'SELECT count(*)::integer AS later FROM tasks.event_log WHERE position > $1';
        const [row] = await postgres.query<{ later: number }>(text, [position], product.options.names.tasks);
        return row && row.later > 0 ? `position ${position} stayed empty, ${row.later} came after it` : null;
      },
    };
  },
};
