import { Logger } from '@nestjs/common';
import { messageOf } from '../kafka/until-done.js';
import type { Alarm } from '../observe/alarm.js';
import type { Queryable } from '../queryable.js';

/** One statement, so that cursor, counts and log are of one moment. Index-only on (slot, position). */
const RECOUNT = `
  SELECT s.slot - 1 AS slot, s.sent, coalesce(l.held, 0) + coalesce(f.cut, 0) AS held
  FROM relay_cursor c
  CROSS JOIN unnest(c.sent) WITH ORDINALITY AS s(sent, slot)
  LEFT JOIN (
    SELECT e.slot, count(*) AS held FROM event_log e WHERE e.position <= (SELECT cursor FROM relay_cursor) GROUP BY e.slot
  ) l ON l.slot = s.slot - 1
  LEFT JOIN (SELECT slot, events AS cut FROM event_log_floor) f ON f.slot = s.slot - 1
  WHERE s.sent <> coalesce(l.held, 0) + coalesce(f.cut, 0)
  ORDER BY 1`;

/** A slot of which the relay sent another number of events than the log holds up to the cursor. */
export interface MiscountedSlot {
  slot: number;
  sent: number;
  held: number;
}

export interface RecountOptions {
  service: string;
  database: Queryable;
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
  private readonly logger = new Logger('Relay');
  private timer: NodeJS.Timeout | null = null;
  private counting: Promise<unknown> = Promise.resolve();

  constructor(private readonly options: RecountOptions) {}

  /** Something was sent: counts within the interval, once for all that is sent until then. */
  soon(): void {
    this.timer ??= setTimeout(() => {
      this.timer = null;
      this.counting = this.count().catch((error: unknown) => this.logger.warn(`Recount failed: ${messageOf(error)}`));
    }, this.options.interval ?? INTERVAL);
  }

  /** Counts now, alarms when a slot differs, and returns the slots that do. */
  async count(): Promise<readonly MiscountedSlot[]> {
    const { service, database, alarm } = this.options;
    const { rows } = await database.query<MiscountedSlot>(RECOUNT);
    if (rows.length > 0) {
      const slots = rows.map(({ slot, sent, held }) => `slot ${slot}: sent ${sent}, log ${held}`).join('; ');
      alarm.raise(
        'relay-recount',
        `The relay of ${service} sent another number of events than its log holds (${slots}). Consumers take what is ` +
          `missing from the log; find out who moved relay_cursor or wrote to event_log beside the service.`,
      );
    }
    return rows;
  }

  async stop(): Promise<void> {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    await this.counting;
  }
}
