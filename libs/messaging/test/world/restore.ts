import type { Source } from './source.js';
import type { World } from './world.js';

/** An earlier state of a source's database. */
export interface Copy {
  source: Source;
  last: number;
  cursor: number;
  sent: number[];
}

export async function takeCopy(world: World, source: Source): Promise<Copy> {
  const { rows } = await world.admin.query<Omit<Copy, 'source'>>(
    `SELECT coalesce((SELECT max(position) FROM ${source.service}.event_log), 0) AS last, cursor, sent
     FROM ${source.service}.relay_cursor`,
  );
  return { source, ...rows[0]! };
}

/**
 * Puts the source's database back to `copy`, and renews its epoch before anybody is let in: to the others it happens in
 * one moment.
 */
export async function restore(world: World, { source, last, cursor, sent }: Copy): Promise<void> {
  const schema = source.service;
  const admin = await world.admin.connect();
  try {
    await admin.query('BEGIN');
    await admin.query('SET LOCAL session_replication_role = replica'); // past the trigger that keeps the log append-only
    await admin.query(`LOCK TABLE ${schema}.event_log`);
    await admin.query(`DELETE FROM ${schema}.event_log WHERE position > $1`, [last]);
    await admin.query(`ALTER SEQUENCE ${schema}.event_log_position_seq RESTART WITH ${last + 1}`);
    await admin.query(`UPDATE ${schema}.relay_cursor SET cursor = $1, sent = $2`, [cursor, sent]);
    await admin.query(`UPDATE ${schema}.event_log_epoch SET epoch = gen_random_uuid()`);
    await admin.query('COMMIT');
  } finally {
    admin.release();
  }
  await source.rememberVersions();
}
