import { z } from 'zod';
import { ReminderState } from './reminder.js';
import { defineEvent, type DataOf } from '../event-definition.js';

export const ReminderDecided = defineEvent({
  type: 'notifications.reminder-decided',
  version: 1,
  aggregate: 'reminder',
  summary: 'A reminder came due and was sent or suppressed, with the reason.',
  data: z.object({ reminder: ReminderState }),
});
export type ReminderDecided = DataOf<typeof ReminderDecided>;
