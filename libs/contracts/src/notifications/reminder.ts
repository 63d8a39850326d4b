import { z } from 'zod';
import { DateOnly, Id, Instant } from '../common/fields.js';

export const ReminderRule = z
  .enum([
    'SIGN_DUE', // 待签收，今日到期
    'DEADLINE_T7', // 距时限 7 个工作日
    'DEADLINE_T1', // 距时限 1 个工作日
    'OVERDUE_1', // 逾期 1 个工作日（催办）
  ])
  .meta({ id: 'ReminderRule' });
export type ReminderRule = z.infer<typeof ReminderRule>;

/** One decision about one reminder, made once. */
export const ReminderState = z
  .object({
    reminderId: Id.meta({
      description: 'derived from assignment, rule and anchor date: the same cause never decides twice',
    }),
    rule: ReminderRule,
    taskId: Id,
    assignmentId: Id,
    unitId: Id,
    /** The date the rule counts from: last day for signing, or deadline. */
    anchorOn: DateOnly,
    /** The working day the reminder belongs to, after moving off rest days. */
    dueOn: DateOnly,
    outcome: z.enum(['SENT', 'SUPPRESSED']),
    /** Why it was sent, moved or suppressed, in words. */
    reason: z.string(),
    decidedAt: Instant,
    recipientAccountIds: z.array(Id),
  })
  .meta({ id: 'ReminderState' });
export type ReminderState = z.infer<typeof ReminderState>;
