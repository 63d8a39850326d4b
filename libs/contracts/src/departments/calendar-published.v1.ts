import { z } from 'zod';
import { CalendarState } from './calendar.js';
import { defineEvent, type DataOf } from '../event-definition.js';

export const CalendarPublished = defineEvent({
  type: 'departments.calendar-published',
  version: 1,
  aggregate: 'calendar',
  summary: 'The working-day arrangement of a year was published or replaced.',
  data: z.object({ calendar: CalendarState }),
});
export type CalendarPublished = DataOf<typeof CalendarPublished>;
