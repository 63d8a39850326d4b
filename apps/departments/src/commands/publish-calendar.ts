import { Injectable } from '@nestjs/common';
import { CalendarPublished, CalendarState, DateOnly, text } from '#contracts';
import { derivedId } from '#kernel';
import { Commands, endpoint, eventOf, type CommandContext, type InputOf } from '#platform';
import { z } from 'zod';
import { nextRevision } from '../domain/calendar.js';
import { assertAllowed } from '../domain/departments.policy.js';
import { insertCalendar, lockCalendar } from '../persistence/calendars.js';

/** A year in a path. */
export const Year = z.coerce.number().int().min(2000).max(2100);

export const publishCalendar = endpoint({
  method: 'POST',
  path: '/api/departments/calendars/:year/revisions',
  summary: '发布工作日历 — publish the working-day arrangement of a year, or the one that replaces it',
  tag: 'calendars',
  params: z.object({ year: Year }),
  body: z.strictObject({
    provisional: z.boolean().meta({ description: 'true until the State Council has published the year' }),
    origin: text(200),
    days: z
      .array(z.strictObject({ date: DateOnly, kind: z.enum(['off', 'work']), festival: text(50) }))
      .max(200)
      .meta({ description: 'exceptions to Monday–Friday: holidays, and weekend days turned into working days' }),
  }),
  response: CalendarState,
  status: 201,
  problems: ['CALENDAR.DAYS_INVALID', 'CALENDAR.ALREADY_FINAL'],
});

@Injectable()
export class PublishCalendar {
  constructor(private readonly commands: Commands) {}

  async execute({ params, body }: InputOf<typeof publishCalendar>, context: CommandContext): Promise<CalendarState> {
    assertAllowed('calendar.publish', context.caller);
    return this.commands.run(context, async (tx) => {
      const calendar = nextRevision(await lockCalendar(tx, params.year), { year: params.year, ...body });
      await insertCalendar(tx, calendar, context.now);
      const aggregateId = derivedId(`calendar:${calendar.year}`);
      const event = { aggregateId, aggregateVersion: calendar.revision, data: { calendar } };
      tx.append([eventOf(CalendarPublished, event, context)]);
      return calendar;
    });
  }
}
