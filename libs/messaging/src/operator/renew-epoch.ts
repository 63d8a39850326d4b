import type pg from 'pg';
import { inTransaction } from '../database/transaction.js';
import { logTables, type LogName } from '../log/log-address.js';
import { present } from '../present.js';
import type { Queryable } from '../queryable.js';

/**
 * Gives the log of a service a new epoch, after its database was put back to an earlier state and before anybody is let
 * in: consumers that have applied what is gone would otherwise take new events for the old ones at the same positions.
 *
 * @param pool connections of a role that owns the log, or of an administrator
 * @returns the new epoch
 * @throws Error naming the sessions of the database when there are others
 */
export async function renewEpoch(pool: pg.Pool, log: LogName): Promise<string> {
  const { epoch } = logTables(log);
  return inTransaction(pool, async (tx) => {
    await refuseInUse(tx, log);
    // Whoever connects from here on reads the log, which no read does without its epoch, only when it has the new one.
    await tx.query(`LOCK TABLE ${epoch} IN ACCESS EXCLUSIVE MODE`);
    await refuseInUse(tx, log); // connected between the two
    const { rows } = await tx.query<{ epoch: string }>(`UPDATE ${epoch} SET epoch = gen_random_uuid() RETURNING epoch`);
    return present(rows[0], `the epoch of ${log.service}`).epoch;
  });
}

async function refuseInUse(database: Queryable, { service }: LogName): Promise<void> {
  await database.query('SELECT pg_stat_clear_snapshot()'); // else a transaction is shown the sessions of its first look
  const { rows } = await database.query<{ session: string }>(
    `SELECT format('pid %s (user %s, application "%s")', pid, usename, application_name) AS session
     FROM pg_stat_activity WHERE datname = current_database() AND usename IS NOT NULL AND pid <> pg_backend_pid()`,
  );
  if (rows.length === 0) return;
  const sessions = rows.map(({ session }) => session).join(', ');
  throw new Error(
    `The database of ${service} is in use by ${sessions}, which may have read the log under its old epoch. ` +
      'Stop every service, end these sessions and renew the epoch again before you start them.',
  );
}
