import type { ServiceUnderTest, Person } from '#testing';
import type { CarriedTask } from './carried-task.js';

export interface LedgerRow {
  reminderId: string;
  rule: string;
  outcome: string;
  reason: string;
  dueOn: string;
  decidedAt: string;
  recipientAccountIds: string[];
}

/** The decisions about a task, the earliest first. */
export async function decisionsOn(service: ServiceUnderTest, task: CarriedTask, as: Person): Promise<LedgerRow[]> {
  const { body } = await service.request('GET', `/api/notifications/reminders?taskId=${task.taskId}`, { as });
  return (body.items as LedgerRow[]).toReversed();
}

export const brief = (rows: readonly LedgerRow[]) => rows.map(({ rule, outcome }) => `${rule} ${outcome}`);
