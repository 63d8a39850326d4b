import pg from 'pg';
import { until, type ServiceUnderTest } from '#testing';

/**
 * Runs `work` while another session holds the row of a plan or task, lets go when `waiting` statements of the service wait for
 * it, and answers what `work` answers: whoever read before then met the same version. Fails when fewer ever wait.
 */
export async function whileHeld<T>(
  service: ServiceUnderTest,
  table: 'plan' | 'task',
  id: string,
  waiting: number,
  work: () => Promise<T>,
): Promise<T> {
  const holder = new pg.Client({ connectionString: service.testDatabase.url, options: '-c search_path=tasks' });
  await holder.connect();
  try {
    await holder.query('BEGIN');
    await holder.query(`SELECT FROM ${table} WHERE ${table}_id = $1 FOR UPDATE`, [id]);
    const working = work();
    await untilWaiting(service, waiting);
    await holder.query('COMMIT');
    return await working;
  } finally {
    await holder.end();
  }
}

/** Runs `work` while the transaction of another session, which has run `statements`, stays open; `work` may end it. */
export async function whileOpen<T>(
  service: ServiceUnderTest,
  statements: readonly pg.QueryConfig[],
  work: (holder: pg.Client) => Promise<T>,
): Promise<T> {
  const holder = new pg.Client({ connectionString: service.testDatabase.url, options: '-c search_path=tasks' });
  await holder.connect();
  try {
    await holder.query('BEGIN');
    for (const statement of statements) await holder.query(statement);
    return await work(holder);
  } finally {
    await holder.end();
  }
}

/** Waits until `count` statements of the service wait for a lock. */
export async function untilWaiting({ database }: ServiceUnderTest, count: number): Promise<void> {
  await until(`${count} statements to wait for a lock`, async () => {
    const { rows } = await database.query<{ count: number }>(
      `SELECT count(*)::integer AS count FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`,
    );
    return rows[0]!.count >= count;
  });
}
