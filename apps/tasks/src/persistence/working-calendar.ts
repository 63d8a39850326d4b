import { Inject, Injectable } from '@nestjs/common';
import type { CalendarState } from '#contracts';
import { WorkingDays } from '#kernel';
import type { Queryable } from '#messaging';
import { TASKS_CONFIG, type TasksConfig } from '../config.js';

/** SQL expression of what identifies the arrangements in force: year and revision of each. */
export const CALENDAR_STAMP = `(SELECT coalesce(string_agg(year || '.' || revision, ' ' ORDER BY year), '') FROM directory_calendar)`;

const STAMP = { name: 'calendar-stamp', text: `SELECT ${CALENDAR_STAMP} AS stamp` };

export interface CalendarInForce {
  workingDays: WorkingDays;
  /** Names the calendars and limits by which lights are computed now; kept beside the dates computed by them. */
  lightBasis: string;
}

/** The working days as the directory has them, read again only when a calendar has changed. */
@Injectable()
export class WorkingCalendar {
  private known: { stamp: string; inForce: CalendarInForce } | null = null;

  constructor(@Inject(TASKS_CONFIG) private readonly config: TasksConfig) {}

  /** The calendar of `stamp`, which the caller read in the same statement as his task, or a newer one. */
  async at(on: Queryable, stamp: string): Promise<CalendarInForce> {
    if (this.known?.stamp !== stamp) this.known = await this.read(on);
    return this.known.inForce;
  }

  async now(on: Queryable): Promise<CalendarInForce> {
    const { rows } = await on.query<{ stamp: string }>(STAMP);
    return this.at(on, rows[0]?.stamp ?? '');
  }

  private async read(on: Queryable): Promise<{ stamp: string; inForce: CalendarInForce }> {
    const calendars = await calendarsOf(on);
    const stamp = calendars.map(({ year, revision }) => `${year}.${revision}`).join(' ');
    const workingDays = new WorkingDays(calendars.flatMap(({ days }) => days));
    return { stamp, inForce: { workingDays, lightBasis: `${stamp}/${JSON.stringify(this.config.limits.lights)}` } };
  }
}

/** The arrangements of holidays as departments' events have told them so far, one per year. */
export async function calendarsOf(on: Queryable): Promise<CalendarState[]> {
  const { rows } = await on.query<{ state: CalendarState }>('SELECT state FROM directory_calendar ORDER BY year');
  return rows.map(({ state }) => state);
}
