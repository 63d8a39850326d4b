import { Injectable } from '@nestjs/common';
import { DateOnly, Id, Instant, PageQuery, ReminderRule } from '#contracts';
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
import { requireScopes } from '../domain/notifications.policy.js';

export const InboxEntryView = z
  .object({
    reminderId: Id,
    rule: ReminderRule,
    taskId: Id,
    taskNo: z.string(),
    taskTitle: z.string(),
    text: z.string(),
    sentAt: Instant,
    readAt: Instant.nullable(),
  })
  .meta({ id: 'InboxEntryView' });
type InboxEntryView = z.infer<typeof InboxEntryView>;

export const readInbox = endpoint({
  method: 'GET',
  path: '/api/notifications/inbox',
  summary: '本人收件箱：按日分组，新的在前',
  tag: 'inbox',
  query: PageQuery.extend({
    unread: z.enum(['true', 'false']).optional().meta({ description: 'only unread or only read' }),
  }),
  response: z.object({
    unread: z.number().int().meta({ description: 'unread entries in the whole inbox' }),
    days: z.array(z.object({ day: DateOnly, entries: z.array(InboxEntryView) })),
    next: z.string().optional().meta({ description: 'cursor of the next page; a day may go on there' }),
  }),
  problems: [PROBLEMS.notAllowed],
});

const ENTRIES = {
  name: 'inbox-entries',
  text: `
    SELECT i.reminder_id AS "reminderId", r.rule, r.task_id AS "taskId", coalesce(t.no, '') AS "taskNo",
      coalesce(t.title, '') AS "taskTitle", r.text, i.sent_at AS "sentAt", i.read_at AS "readAt", r.sent_on AS day
    FROM inbox_entry i JOIN reminder r USING (reminder_id) LEFT JOIN watched_task t USING (task_id)
    WHERE i.account_id = $1 AND i.unit_id = $2 AND ($3::boolean IS NULL OR (i.read_at IS NULL) = $3)
      AND ($4::timestamptz IS NULL OR (i.sent_at, i.reminder_id) < ($4, $5::uuid))
    ORDER BY i.sent_at DESC, i.reminder_id DESC LIMIT $6`,
};
const UNREAD = {
  name: 'inbox-unread',
  text: 'SELECT count(*)::integer AS unread FROM inbox_entry WHERE account_id = $1 AND unit_id = $2 AND read_at IS NULL',
};

type Row = Omit<InboxEntryView, 'sentAt' | 'readAt'> & { sentAt: Date; readAt: Date | null; day: string };

/** What was sent to the caller. Entries belong to the unit: whoever moved to another one no longer sees those of the old. */
@Injectable()
export class ReadInbox {
  constructor(private readonly database: Database) {}

  async execute({ query }: InputOf<typeof readInbox>, { caller }: CommandContext): Promise<OutputOf<typeof readInbox>> {
    requireScopes('read-inbox', caller.roles);
    const own = [caller.accountId, caller.unitId];
    const [sentAt, reminderId] = query.cursor ? decodeCursor(query.cursor, z.tuple([Instant, Id])) : [null, null];
    const unread = query.unread === undefined ? null : query.unread === 'true';
    const [{ rows }, counted] = await Promise.all([
      this.database.query<Row>(ENTRIES, [...own, unread, sentAt, reminderId, query.limit + 1]),
      this.database.query<{ unread: number }>(UNREAD, own),
    ]);
    const page = rows.slice(0, query.limit);
    const last = rows.length > query.limit ? page.at(-1) : undefined;
    return {
      unread: counted.rows[0]?.unread ?? 0,
      days: byDay(page),
      ...(last && { next: encodeCursor([last.sentAt.toISOString(), last.reminderId]) }),
    };
  }
}

function byDay(rows: readonly Row[]): { day: string; entries: InboxEntryView[] }[] {
  const days = Map.groupBy(rows, ({ day }) => day);
  return [...days].map(([day, entries]) => ({ day, entries: entries.map(entryOf) }));
}

function entryOf({ day: _day, ...row }: Row): InboxEntryView {
  return { ...row, sentAt: row.sentAt.toISOString(), readAt: row.readAt?.toISOString() ?? null };
}
