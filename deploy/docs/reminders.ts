import { REMINDER_RULES } from '../../apps/notifications/src/domain/reminder.rules.js';
import { code, page, table } from './markdown.js';

/** What the system reminds of by itself, when, and whom. */
export function remindersPage(): string {
  const rows = Object.entries(REMINDER_RULES).map(([rule, row]) => [
    code(rule),
    `${row.anchor} ${row.offset > 0 ? '+' : ''}${row.offset}`,
    row.offRestDays,
    row.recipients.join(', '),
    row.endedIn.join(', '),
    row.yieldsTo.join(', '),
    row.why,
  ]);
  const head = ['rule', 'working days from', 'off rest days to', 'recipients', 'ended in', 'yields to', 'why'];
  return page('Reminder rules', '`reminder.rules.ts`', [table(head, rows)]);
}
