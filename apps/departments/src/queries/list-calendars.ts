import { Injectable } from '@nestjs/common';
import { CalendarState, Instant } from '#contracts';
import { Database, endpoint, type CommandContext, type OutputOf } from '#platform';
import { z } from 'zod';
import { assertAllowed } from '../domain/departments.policy.js';

const CalendarHeading = CalendarState.omit({ days: true })
  .extend({ publishedAt: Instant, inForce: z.boolean() })
  .meta({ id: 'CalendarHeading' });

export const listCalendars = endpoint({
  method: 'GET',
  path: '/api/departments/calendars',
  summary: '工作日历名录 — every published revision, without its days',
  tag: 'calendars',
  response: z.object({ items: z.array(CalendarHeading) }),
});

interface Heading extends Omit<z.infer<typeof CalendarHeading>, 'publishedAt'> {
  publishedAt: Date;
}

@Injectable()
export class ListCalendars {
  constructor(private readonly database: Database) {}

  async execute({ caller }: CommandContext): Promise<OutputOf<typeof listCalendars>> {
    assertAllowed('calendar.read', caller);
    const { rows } = await this.database.query<Heading>(
      `SELECT year, revision, provisional, origin, published_at AS "publishedAt",
         revision = max(revision) OVER (PARTITION BY year) AS "inForce"
       FROM calendar_revision ORDER BY year, revision`,
    );
    return { items: rows.map((row) => ({ ...row, publishedAt: row.publishedAt.toISOString() })) };
  }
}
