import { Injectable } from '@nestjs/common';
import { CalendarState } from '#contracts';
import { Database, endpoint, type CommandContext, type InputOf } from '#platform';
import { z } from 'zod';
import { Year } from '../commands/publish-calendar.js';
import { assertAllowed } from '../domain/departments.policy.js';
import { refusalOf } from '../domain/errors.js';
import { CALENDAR_COLUMNS } from '../persistence/calendars.js';

export const getCalendar = endpoint({
  method: 'GET',
  path: '/api/departments/calendars/:year',
  summary: '工作日历 — the arrangement of a year that is in force, or an earlier revision',
  tag: 'calendars',
  params: z.object({ year: Year }),
  query: z.object({ revision: z.coerce.number().int().min(1).max(10_000).optional() }),
  response: CalendarState,
  problems: ['CALENDAR.NOT_FOUND'],
});

@Injectable()
export class GetCalendar {
  constructor(private readonly database: Database) {}

  async execute({ params, query }: InputOf<typeof getCalendar>, context: CommandContext): Promise<CalendarState> {
    assertAllowed('calendar.read', context.caller);
    const { rows } = await this.database.query<{ calendar: CalendarState }>(
      `SELECT ${CALENDAR_COLUMNS} FROM calendar_revision
       WHERE year = $1 AND ($2::integer IS NULL OR revision = $2) ORDER BY revision DESC LIMIT 1`,
      [params.year, query.revision ?? null],
    );
    if (!rows[0]) throw refusalOf('CALENDAR.NOT_FOUND');
    return rows[0].calendar;
  }
}
