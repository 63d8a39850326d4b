import type { Queryable } from '../queryable.js';
import type { LogName } from './log-address.js';
import { logTables } from './log-address.js';

/**
 * The transactions that may hold a position of a log without having committed it. An INSERT takes this lock before its
 * position and keeps it to the transaction's end.
 */
export class LogWriters {
  constructor(
    private readonly database: Queryable,
    private readonly log: LogName,
  ) {}

  /** Virtual transaction ids of the writers at this moment. */
  async list(): Promise<ReadonlySet<string>> {
    const { rows } = await this.database.query<{ writer: string }>({
      name: `${this.log.schema}-writers`,
      text: `SELECT virtualtransaction AS writer FROM pg_locks WHERE ${LOCK}`,
      values: [logTables(this.log).log],
    });
    return new Set(rows.map(({ writer }) => writer));
  }

  /** The sessions of those `writers` that are still open, for a person who has to find them. */
  async describe(writers: ReadonlySet<string>): Promise<string> {
    const { rows } = await this.database.query<{ session: string }>(
      `SELECT format('pid %s (user %s, application "%s")', pid, usename, application_name) AS session
       FROM pg_locks LEFT JOIN pg_stat_activity USING (pid) WHERE ${LOCK} AND virtualtransaction = ANY ($2)`,
      [logTables(this.log).log, [...writers]],
    );
    return rows.map(({ session }) => session).join(', ');
  }
}

const LOCK = `locktype = 'relation' AND relation = $1::regclass AND mode = 'RowExclusiveLock' AND granted
  AND pg_locks.database = (SELECT oid FROM pg_database WHERE datname = current_database())`;
