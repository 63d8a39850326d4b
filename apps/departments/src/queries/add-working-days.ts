import { Injectable } from '@nestjs/common';
import { DateOnly } from '#contracts';
import { Directory, endpoint, type CommandContext, type InputOf, type OutputOf } from '#platform';
import { z } from 'zod';
import { assertAllowed } from '../domain/departments.policy.js';

/** Ten years: a count is a walk over the days, and a limit that long is a mistake. */
const MOST_WORKING_DAYS = 2_600;

export const addWorkingDays = endpoint({
  method: 'GET',
  path: '/api/departments/working-days',
  summary:
    '推算工作日 — the day that lies so many working days after a date; the date itself is never counted (次日起算)',
  tag: 'calendars',
  query: z.object({
    from: DateOnly,
    add: z.coerce
      .number()
      .int()
      .min(-MOST_WORKING_DAYS)
      .max(MOST_WORKING_DAYS)
      .meta({ description: 'negative: before' }),
  }),
  response: z.object({
    from: DateOnly,
    add: z.number().int(),
    date: DateOnly.meta({ description: 'for 0: `from` itself' }),
    fromIsWorkingDay: z.boolean(),
  }),
});

@Injectable()
export class AddWorkingDays {
  constructor(private readonly directory: Directory) {}

  async execute(
    { query }: InputOf<typeof addWorkingDays>,
    context: CommandContext,
  ): Promise<OutputOf<typeof addWorkingDays>> {
    assertAllowed('calendar.read', context.caller);
    const days = await this.directory.workingDays();
    const { from, add } = query;
    return { from, add, date: days.add(from, add), fromIsWorkingDay: days.isWorkingDay(from) };
  }
}
