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
  database: Queryable;
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
  private counting: Promise<unknown> = Promise.resolve();

  constructor(private readonly options: RecountOptions) {}

  /** Something was sent: counts within the interval, once for all that is sent until then. */
  soon(): void {
    this.timer ??= setTimeout(() => {
      this.timer = null;
      this.counting = this.count().catch((error: unknown) => this.failed(error));
    }, this.options.interval ?? INTERVAL);
  }

  /** Counts now, alarms when a slot differs, and returns the slots that do. */
  async count(): Promise<readonly MiscountedSlot[]> {
    const { database, log, alarm } = this.options;
    const { rows } = await database.query<MiscountedSlot>(recountStatement(log));
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

  private failed(error: unknown): void {
    const { alarm, log } = this.options;
    alarm.raise('path-failing', `What the relay of ${log.service} sent could not be counted: ${messageOf(error)}.`);
  }

  async stop(): Promise<void> {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    await this.counting;
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
