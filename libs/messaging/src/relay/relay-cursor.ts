import { logTables, type LogName } from '../log/log-address.js';
import type { LogEvent, LogPlace } from '../log-event.js';
import { present } from '../present.js';
import type { Queryable, Statement } from '../queryable.js';
import { SLOTS } from '../slots.js';

/** The event up to which a service's log is known to be in Kafka. */
export class RelayCursor {
  private readonly readStatement: Statement;
  private readonly backlogStatement: Statement;
  private readonly moveStatement: Statement;

  constructor(
    private readonly database: Queryable,
    log: LogName,
  ) {
    this.readStatement = readStatement(log);
    this.backlogStatement = backlogStatement(log);
    this.moveStatement = moveStatement(log);
  }

  async read(): Promise<LogPlace> {
    const { rows } = await this.database.query<LogPlace>(this.readStatement);
    if (!rows[0]) throw new Error('relay_cursor must hold exactly one row: run the migrations.');
    return rows[0];
  }

  /** How far the log's end is ahead, in positions: a few of them may be holes. */
  async backlog(): Promise<number> {
    const { rows } = await this.database.query<{ backlog: number }>(this.backlogStatement);
    return rows[0]?.backlog ?? 0;
  }

  /** Moves from `from` over `sent`; false when the cursor is no longer at `from` or the log has another epoch: read anew. */
  async move(from: LogPlace, sent: readonly LogEvent[]): Promise<boolean> {
    const last = present(sent.at(-1), 'an event in what was sent');
    const values = [from.position, last.position, last.epoch, countPerSlot(sent)];
    return (await this.database.query({ ...this.moveStatement, values })).rowCount === 1;
  }
}

function readStatement(name: LogName): Statement {
  const { log, cursor } = logTables(name);
  return { text: `SELECT c.cursor AS position, e.id FROM ${cursor} c LEFT JOIN ${log} e ON e.position = c.cursor` };
}

function backlogStatement(name: LogName): Statement {
  const { log, cursor } = logTables(name);
  return { text: `SELECT greatest((SELECT max(position) FROM ${log}) - cursor, 0) AS backlog FROM ${cursor}` };
}

/**
 * Moves only from where the sent events were read, under the epoch that they were read in: a relay that lost its lease, or
 * that read before the source was restored, moves nothing. The counts are the recount's other half, so they move with it.
 * The commit is not waited for on disk: a cursor that a crash takes back sends again, and holds up nothing until then.
 */
function moveStatement(name: LogName): Statement {
  const { cursor, epoch } = logTables(name);
  const text = `
    UPDATE ${cursor} SET
      cursor = $2,
      sent = (
        SELECT array_agg(before + more ORDER BY slot)
        FROM unnest(sent, $4::bigint[]) WITH ORDINALITY AS s (before, more, slot)
      )
    FROM (SELECT set_config('synchronous_commit', 'off', true)) AS unflushed
    WHERE cursor = $1 AND $3 = (SELECT epoch FROM ${epoch})`;
  return { name: `${name.schema}-relay-move`, text };
}

function countPerSlot(events: readonly LogEvent[]): number[] {
  const counts = Array.from({ length: SLOTS }, () => 0);
  for (const { slot } of events) counts[slot] = (counts[slot] ?? 0) + 1;
  return counts;
}
