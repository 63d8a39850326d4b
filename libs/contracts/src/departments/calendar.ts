import { z } from 'zod';
import { DateOnly } from '../common/fields.js';

/** The working-day arrangement of one year; a later revision replaces an earlier one whole. */
export const CalendarState = z
  .object({
    year: z.number().int(),
    revision: z.number().int().meta({ description: '1 for the first arrangement of the year, then rising' }),
    /** True while the State Council has not yet published the arrangement of this year. */
    provisional: z.boolean(),
    origin: z.string(),
    days: z.array(z.object({ date: DateOnly, kind: z.enum(['off', 'work']), festival: z.string() })),
  })
  .meta({ id: 'CalendarState' });
export type CalendarState = z.infer<typeof CalendarState>;
