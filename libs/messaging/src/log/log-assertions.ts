import { present } from '../present.js';
import type { Queryable } from '../queryable.js';

interface Settings {
  synchronousCommit: string;
  preparedTransactions: string;
  cache: number | null;
  epochs: number;
  /** An int8, to see what the driver makes of it. */
  int8: unknown;
}

/** What must hold of the database that a service's log lies in: each line is a way to lose events. */
const CONDITIONS: readonly { holds: (settings: Settings) => boolean; otherwise: string }[] = [
  {
    holds: ({ synchronousCommit }) => synchronousCommit !== 'off',
    otherwise: 'synchronous_commit is off: a crash would lose events that were already sent. Set it to on.',
  },
  {
    holds: ({ preparedTransactions }) => preparedTransactions === '0',
    otherwise:
      'max_prepared_transactions is not 0: PREPARE hides who holds a position of the log. Set it to 0 and restart.',
  },
  {
    holds: ({ cache }) => Number(cache) === 1,
    otherwise: 'the sequence of event_log.position must have CACHE 1: a cache gives later events lower positions.',
  },
  {
    holds: ({ epochs }) => Number(epochs) === 1,
    otherwise: 'event_log_epoch must hold exactly one row: run the migrations.',
  },
  {
    holds: ({ int8 }) => typeof int8 === 'number',
    otherwise: 'the driver gives bigint as text: call readInt8AsNumber() before the pool is made.',
  },
];

/**
 * Refuses to start on a database on which the log would not be safe.
 *
 * @throws Error naming every condition that does not hold and what to do.
 */
export async function assertLogIsSafe(database: Queryable): Promise<void> {
  const { rows } = await database.query<Settings>(
    `SELECT current_setting('synchronous_commit') AS "synchronousCommit",
      current_setting('max_prepared_transactions') AS "preparedTransactions",
      (SELECT seqcache::integer FROM pg_sequence WHERE seqrelid = pg_get_serial_sequence('event_log', 'position')::regclass) AS cache,
      (SELECT count(*)::integer FROM event_log_epoch) AS epochs, 1::bigint AS int8`,
  );
  const settings = present(rows[0], 'one row of settings');
  const broken = CONDITIONS.filter(({ holds }) => !holds(settings)).map(({ otherwise }) => `- ${otherwise}`);
  if (broken.length > 0) throw new Error(`The event log would not be safe on this database:\n${broken.join('\n')}`);
}
