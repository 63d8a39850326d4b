import type { PublicApi } from '../../../apps/standalone/src/sample/public-api.js';
import { byTask, byUnit, shortName } from './names.js';

interface Decided {
  rule: string;
  taskNo: string;
  unitName: string;
  dueOn: string;
  outcome: 'SENT' | 'SUPPRESSED';
  recipientAccountIds: string[];
}

/** Reminders of one rule for one task on one day. */
interface Reminded {
  on: string;
  rule: string;
  task: string;
  units: string[];
}

export interface ReminderOutcome {
  reminders: Reminded[];
  messages: { sent: number; suppressed: number; recipients: number };
}

/** What the reminder ledger says at the end. */
export async function reminderOutcome(coordinator: PublicApi): Promise<ReminderOutcome> {
  const decided = await coordinator.list<Decided>('/api/notifications/reminders');
  const sent = decided.filter(({ outcome }) => outcome === 'SENT');
  const groups = Map.groupBy(sent, ({ dueOn, rule, taskNo }) => [dueOn, rule, taskNo].join());
  const reminders = [...groups.values()].map(remindedBy);
  return {
    reminders: reminders.toSorted(
      (a, b) => a.on.localeCompare(b.on) || byTask(a.task, b.task) || a.rule.localeCompare(b.rule),
    ),
    messages: {
      sent: sent.length,
      suppressed: decided.length - sent.length,
      recipients: sent.reduce((sum, { recipientAccountIds }) => sum + recipientAccountIds.length, 0),
    },
  };
}

function remindedBy(group: readonly Decided[]): Reminded {
  const [{ dueOn, rule, taskNo }] = group as [Decided];
  const units = group.map(({ unitName }) => shortName(unitName)).toSorted(byUnit);
  return { on: dueOn, rule, task: taskNo, units };
}
