import { z } from 'zod';
import { Instant } from '../common/fields.js';
import { defineEvent, type DataOf } from '../event-definition.js';

export const ClockMoved = defineEvent({
  type: 'departments.clock-moved',
  version: 1,
  aggregate: 'clock',
  summary: 'The clock of a demonstration was moved; never happens in production.',
  data: z.object({ now: Instant }),
});
export type ClockMoved = DataOf<typeof ClockMoved>;
