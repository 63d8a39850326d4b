import { Injectable } from '@nestjs/common';
import { DateOnly, Id, Instant, PageQuery, ReminderRule, ReminderState, pageOf } from '#contracts';
import {
  Database,
  decodeCursor,
  encodeCursor,
  endpoint,
  type CommandContext,
  type InputOf,
  type OutputOf,
} from '#platform';
import { z } from 'zod';
import { PROBLEMS } from '../domain/errors.js';
import { reachOf, visible } from './caller-scope.js';

export const ReminderView = ReminderState.extend({
  taskNo: z.string(),
  taskTitle: z.string(),
  unitName: z.string().meta({ description: 'empty while the register has not told of the unit' }),
}).meta({ id: 'ReminderView' });
type ReminderView = z.infer<typeof ReminderView>;

export const readReminderLedger = endpoint({
  method: 'GET',
  path: '/api/notifications/reminders',
  summary: '提醒台账：为何发出、移动或未发，新的在前',
  tag: 'reminders',
  query: PageQuery.extend({
    unitId: Id.optional(),
    taskId: Id.optional(),
    assignmentId: Id.optional(),
    rule: ReminderRule.optional(),
    outcome: ReminderState.shape.outcome.optional(),
    dueFrom: DateOnly.optional(),
    dueTo: DateOnly.optional(),
  }),
  response: pageOf(ReminderView),
  problems: [PROBLEMS.notAllowed],
});

const LEDGER = {
  name: 'reminder-ledger',
  text: `
    SELECT r.reminder_id AS "reminderId", r.rule, r.task_id AS "taskId", r.assignment_id AS "assignmentId", r.unit_id AS "unitId",
      r.anchor_on AS "anchorOn", r.due_on AS "dueOn", r.outcome, r.reason, r.decided_at AS "decidedAt",
      r.recipient_account_ids AS "recipientAccountIds", coalesce(t.no, '') AS "taskNo", coalesce(t.title, '') AS "taskTitle",
      coalesce(u.name, '') AS "unitName"
    FROM reminder r LEFT JOIN watched_task t USING (task_id) LEFT JOIN watched_plan p USING (plan_id)
      LEFT JOIN directory_unit u ON u.unit_id = r.unit_id
    WHERE ${visible('r')}
      AND ($4::uuid IS NULL OR r.unit_id = $4) AND ($5::uuid IS NULL OR r.task_id = $5)
      AND ($6::uuid IS NULL OR r.assignment_id = $6) AND ($7::text IS NULL OR r.rule = $7)
      AND ($8::text IS NULL OR r.outcome = $8) AND ($9::date IS NULL OR r.due_on >= $9) AND ($10::date IS NULL OR r.due_on <= $10)
      AND ($11::timestamptz IS NULL OR (r.decided_at, r.reminder_id) < ($11, $12::uuid))
    ORDER BY r.decided_at DESC, r.reminder_id DESC LIMIT $13`,
};

/** Every decision about a reminder, with its reason: of the caller's unit, of the plans that his office runs, or all for the auditor. */
@Injectable()
export class ReadReminderLedger {
  constructor(private readonly database: Database) {}

  async execute(
    { query }: InputOf<typeof readReminderLedger>,
    { caller }: CommandContext,
  ): Promise<OutputOf<typeof readReminderLedger>> {
    const reach = reachOf('read-ledger', caller);
    const [decidedAt, reminderId] = query.cursor ? decodeCursor(query.cursor, z.tuple([Instant, Id])) : [null, null];
    const { unitId, taskId, assignmentId, rule, outcome, dueFrom, dueTo, limit } = query;
    const filters = [unitId, taskId, assignmentId, rule, outcome, dueFrom, dueTo].map((value) => value ?? null);
    const { rows } = await this.database.query<Omit<ReminderView, 'decidedAt'> & { decidedAt: Date }>(LEDGER, [
      ...reach,
      ...filters,
      decidedAt,
      reminderId,
      limit + 1,
    ]);
    const items = rows.slice(0, limit).map((row) => ({ ...row, decidedAt: row.decidedAt.toISOString() }));
    const last = rows.length > limit ? items.at(-1) : undefined;
    return { items, ...(last && { next: encodeCursor([last.decidedAt, last.reminderId]) }) };
  }
}
