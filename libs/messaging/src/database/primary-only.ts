import type pg from 'pg';

/**
 * To be asked on each new connection that reads a log. A standby knows nothing of the locks on the primary, so that its
 * reader would run past events that are not committed yet; and it may lag behind, and lack what was applied already.
 *
 * @throws Error when the connection leads to a standby.
 */
export async function refuseStandby(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ standby: boolean }>('SELECT pg_is_in_recovery() AS standby');
  if (rows[0]?.standby) throw new Error('A log can only be read on the primary; this URL leads to a standby.');
}
