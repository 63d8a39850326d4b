import { Inject, Injectable } from '@nestjs/common';
import type { CalendarState } from '#contracts';
import { WorkingDays } from '#kernel';
import type { Queryable } from '#messaging';
import type { SendingHours } from '../domain/sending-hours.js';
import { NOTIFICATIONS_CONFIG, type NotificationsConfig } from '../config.js';

/** What due instants are computed with. */
export interface Basis extends SendingHours {
  days: WorkingDays;
  /** Changes with every calendar revision and with the hour of sending. */
  stamp: string;
}

/** The working days in force as this service has learned them. Kept between calls: it is asked with every batch of events. */
@Injectable()
export class BasisReader {
  private known: Basis | undefined;

  constructor(@Inject(NOTIFICATIONS_CONFIG) private readonly config: NotificationsConfig) {}

  async read(on: Pick<Queryable, 'query'>): Promise<Basis> {
    const { rows } = await on.query<{ revisions: string }>({
      name: 'basis-revisions',
      text: `SELECT coalesce(string_agg(year || '.' || revision, ',' ORDER BY year), '') AS revisions FROM directory_calendar`,
    });
    const stamp = `${rows[0]?.revisions ?? ''} ${this.config.REMINDER_TIME}`;
    // A revision that lands between the two statements gives newer days under the older stamp: computed once more, never left old.
    if (this.known?.stamp !== stamp) {
      const { REMINDER_TIME: time, REMINDER_UNTIL: until } = this.config;
      this.known = { stamp, time, until, days: await workingDays(on) };
    }
    return this.known;
  }
}

async function workingDays(on: Pick<Queryable, 'query'>): Promise<WorkingDays> {
  const { rows } = await on.query<{ state: CalendarState }>('SELECT state FROM directory_calendar ORDER BY year');
  return new WorkingDays(rows.flatMap(({ state }) => state.days));
}
