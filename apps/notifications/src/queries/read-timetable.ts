import { Injectable } from '@nestjs/common';
import { AssignmentPhase, DateOnly, Id, Instant, PageQuery, ReminderRule, pageOf } from '#contracts';
import { instantOf } from '#kernel';
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
import { hasRecipient, RECIPIENT_ROLES } from '../persistence/recipients.js';
import { BEFORE_ALL_ENTRIES, UNDECIDED } from '../persistence/timetable-order.js';
import { reachOf, visible } from './caller-scope.js';

export const TimetableEntryState = z
  .enum([
    'PLANNED', // 待发
    'HELD', // 到期，本单位尚无接收人，待任命后再定
    'DECIDED', // 已定：见提醒台账
    'ENDED', // 已无须提醒
    'SUPERSEDED', // 时限已调整
  ])
  .meta({ id: 'TimetableEntryState' });

export const TimetableEntryView = z
  .object({
    assignmentId: Id,
    rule: ReminderRule,
    anchorOn: DateOnly,
    dueOn: DateOnly,
    dueAt: Instant,
    state: TimetableEntryState,
    /** Why it is held, decided, ended or superseded, and why its day was moved; empty for a planned one that was not moved. */
    reason: z.string(),
    taskId: Id,
    taskNo: z.string(),
    taskTitle: z.string(),
    unitId: Id,
    unitName: z.string(),
    phase: AssignmentPhase,
    progress: z.number().int(),
  })
  .meta({ id: 'TimetableEntryView' });
type TimetableEntryView = z.infer<typeof TimetableEntryView>;

export const readTimetable = endpoint({
  method: 'GET',
  path: '/api/notifications/timetable',
  summary: '提醒时间表：将要发出的提醒，先到期的在前',
  tag: 'timetable',
  query: PageQuery.extend({
    until: DateOnly.optional().meta({ description: 'last day on which they fall due' }),
    unitId: Id.optional(),
    taskId: Id.optional(),
    rule: ReminderRule.optional(),
    state: TimetableEntryState.optional().meta({ description: 'PLANNED and HELD where absent' }),
  }),
  response: pageOf(TimetableEntryView),
  problems: [PROBLEMS.notAllowed],
});

/**
 * The rows that a state is looked for among. What is planned is read in the order of its index, from the cursor on, and no
 * further than the page is long; what was decided may have ended since.
 */
const AMONG = {
  PLANNED: UNDECIDED,
  HELD: UNDECIDED,
  DECIDED: 'd.reminder_id IS NOT NULL',
  ENDED: `e.state = 'ENDED'`,
  SUPERSEDED: `e.state = 'SUPERSEDED'`,
} as const satisfies Record<z.infer<typeof TimetableEntryState>, string>;

/** Without a name, so that each is planned for its own filters: planned for any, it would collect and sort what the index has in order. */
const timetable = (among: string) => `
    WITH entry AS (
      SELECT e.assignment_id AS "assignmentId", e.rule, e.anchor_on AS "anchorOn", e.due_on AS "dueOn", e.due_at AS "dueAt",
        e.task_id AS "taskId", coalesce(t.no, '') AS "taskNo", coalesce(t.title, '') AS "taskTitle", e.unit_id AS "unitId",
        coalesce(u.name, '') AS "unitName", a.phase, a.progress,
        CASE WHEN d.reminder_id IS NOT NULL THEN 'DECIDED'
             WHEN e.state = 'PLANNED' AND e.due_at <= $13 AND NOT ${hasRecipient(14)} THEN 'HELD'
             ELSE e.state END AS state,
        coalesce(d.reason, nullif(concat_ws('；', nullif(e.state_reason, ''), e.moved_because), ''), '') AS reason
      FROM timetable_entry e
      JOIN watched_assignment a USING (assignment_id)
      LEFT JOIN watched_task t ON t.task_id = e.task_id
      LEFT JOIN watched_plan p USING (plan_id)
      LEFT JOIN directory_unit u ON u.unit_id = e.unit_id
      LEFT JOIN reminder d ON d.assignment_id = e.assignment_id AND d.rule = e.rule AND d.anchor_on = e.anchor_on
      WHERE ${among} AND ${visible('e')}
        AND (e.due_at, e.assignment_id, e.rule) > ($9, $10::uuid, $11) AND e.due_at < $4 AND ($5::uuid IS NULL OR e.unit_id = $5)
        AND ($6::uuid IS NULL OR e.task_id = $6) AND ($7::text IS NULL OR e.rule = $7))
    SELECT * FROM entry
    WHERE state = ANY ($8::text[])
    ORDER BY "dueAt", "assignmentId", rule LIMIT $12`;
const NO_RECIPIENT = '本单位尚无接收人，任命后即发';
const Cursor = z.tuple([Instant, Id, z.string()]);

/** What is ahead, and on demand what became of the rest; as far as the caller sees (`visible`). */
@Injectable()
export class ReadTimetable {
  constructor(private readonly database: Database) {}

  async execute(
    { query }: InputOf<typeof readTimetable>,
    { caller, now }: CommandContext,
  ): Promise<OutputOf<typeof readTimetable>> {
    const reach = reachOf('read-timetable', caller);
    const { until, unitId, taskId, rule, state, cursor, limit } = query;
    const after = cursor ? decodeCursor(cursor, Cursor) : BEFORE_ALL_ENTRIES;
    const { rows } = await this.database.query<Omit<TimetableEntryView, 'dueAt'> & { dueAt: Date }>(
      timetable(AMONG[state ?? 'PLANNED']),
      [
        ...reach,
        until ? instantOf(until, '24:00') : 'infinity',
        unitId ?? null,
        taskId ?? null,
        rule ?? null,
        state ? [state] : ['PLANNED', 'HELD'],
        ...after,
        limit + 1,
        now,
        RECIPIENT_ROLES,
      ],
    );
    const items = rows.slice(0, limit).map(viewOf);
    const last = rows.length > limit ? items.at(-1) : undefined;
    return { items, ...(last && { next: encodeCursor([last.dueAt, last.assignmentId, last.rule]) }) };
  }
}

function viewOf(row: Omit<TimetableEntryView, 'dueAt'> & { dueAt: Date }): TimetableEntryView {
  const reason = row.state === 'HELD' ? NO_RECIPIENT : row.reason;
  return { ...row, dueAt: row.dueAt.toISOString(), reason };
}
