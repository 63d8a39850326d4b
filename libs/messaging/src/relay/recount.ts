import { messageOf } from '../kafka/until-done.js';
import { logTables, type LogName } from '../log/log-address.js';
import type { Alarm } from '../observe/alarm.js';
import type { Queryable } from '../queryable.js';

/** A slot of which the relay sent another number of events than the log holds up to the cursor. */
export interface MiscountedSlot {
  slot: number;
  sent: number;
  held: number;
}

export interface RecountOptions {
  /** A connection of its own, for minutes. */
  database: Queryable;
  /** Another connection of the same role, over which a count is ended. */
  canceller: Queryable;
  log: LogName;
  alarm: Alarm;
  /** Milliseconds between two counts while events are being sent. */
  interval?: number;
}

const INTERVAL = 300_000;

/**
 * Counts per slot what the log holds up to the cursor against what was sent. A difference means that the tailer passed an
 * event that committed later, or that somebody moved the cursor by hand: consumers find such events by themselves in
 * the log, but the reason must be found by people.
 */
export class Recount {
  private timer: NodeJS.Timeout | null = null;
  private stopped = false;
  /** The session that counts. */
  private pid: number | undefined;

  constructor(private readonly options: RecountOptions) {}

  /** Something was sent: counts within the interval, once for all that is sent until then. */
  soon(): void {
    this.timer ??= setTimeout(() => {
      this.timer = null;
      this.count().catch((error: unknown) => this.failed(error));
    }, this.options.interval ?? INTERVAL);
  }

  /** Counts now, alarms when a slot differs, and returns the slots that do. */
  async count(): Promise<readonly MiscountedSlot[]> {
    const { log, alarm } = this.options;
    const rows = await this.miscounted();
    if (rows.length > 0) {
      const slots = rows.map(({ slot, sent, held }) => `slot ${slot}: sent ${sent}, log ${held}`).join('; ');
      alarm.raise(
        'relay-recount',
        `The relay of ${log.service} sent another number of events than its log holds (${slots}). Consumers take what is ` +
          `missing from the log; find out who moved relay_cursor or wrote to event_log beside the service.`,
      );
    }
    return rows;
  }

  /** Ends a count that is running: a long log is counted for minutes, and nobody waits for that to stop. */
  async stop(): Promise<void> {
    this.stopped = true;
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    if (this.pid === undefined) return;
    await this.options.canceller.query('SELECT pg_cancel_backend($1)', [this.pid]).catch(() => undefined);
  }

  private async miscounted(): Promise<readonly MiscountedSlot[]> {
    const { database, log } = this.options;
    const { rows: sessions } = await database.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    if (this.stopped) return [];
    this.pid = sessions[0]?.pid;
    try {
      return (await database.query<MiscountedSlot>(recountStatement(log))).rows;
    } finally {
      this.pid = undefined;
    }
  }

  private failed(error: unknown): void {
    if (this.stopped) return;
    const { alarm, log } = this.options;
    alarm.raise('path-failing', `What the relay of ${log.service} sent could not be counted: ${messageOf(error)}.`);
  }
}

/** One statement, so that cursor, counts and log are of one moment; reads the index on (slot, position) alone. */
function recountStatement(name: LogName): string {
  const { log, cursor, floor } = logTables(name);
  return `
    WITH sent AS (SELECT (s.slot - 1)::integer AS slot, s.sent FROM ${cursor} AS c CROSS JOIN unnest(c.sent) WITH ORDINALITY AS s (sent, slot)),
    logged AS (SELECT slot, count(*) AS events FROM ${log} WHERE position <= (SELECT cursor FROM ${cursor}) GROUP BY slot)
    SELECT slot, sent.sent, coalesce(logged.events, 0) + coalesce(cut.events, 0) AS held
    FROM sent LEFT JOIN logged USING (slot) LEFT JOIN ${floor} AS cut USING (slot)
    WHERE sent.sent <> coalesce(logged.events, 0) + coalesce(cut.events, 0)
    ORDER BY slot`;
}
