import { Injectable } from '@nestjs/common';
import { Id, DateOnly, PageQuery, pageOf } from '#contracts';
import { Database, decodeCursor, encodeCursor, endpoint, type CommandContext, type InputOf } from '#platform';
import { z } from 'zod';
import { visibilityParams, visible } from '../access/visibility.js';
import { LIGHT_LABELS } from '../domain/labels.js';
import { lightSql } from '../persistence/light-sql.js';
import { LightView } from './task.view.js';

/** What an assignment of the caller's unit waits for. */
const WAITING_LABELS = {
  SIGN: '待签收',
  REWORK: '退回补办',
  REPORT: '进度滞后或临近时限，待反馈',
} as const satisfies Record<string, string>;

const InboxEntry = z
  .object({
    taskId: Id,
    assignmentId: Id,
    no: z.string(),
    title: z.string(),
    waitingFor: z.enum(['SIGN', 'REWORK', 'REPORT']),
    waitingForLabel: z.string(),
    dueOn: DateOnly.nullable().meta({ description: 'last day for signing, else the deadline' }),
    light: LightView,
    lightLabel: z.string(),
  })
  .meta({ id: 'InboxEntry' });
type InboxEntry = z.infer<typeof InboxEntry>;

const InboxPage = pageOf(InboxEntry);

export const getInbox = endpoint({
  method: 'GET',
  path: '/api/tasks/inbox',
  summary: '待办 — assignments of my unit that wait for it, the most urgent first',
  tag: 'ledger',
  query: PageQuery,
  response: InboxPage,
});

const Cursor = z.tuple([DateOnly, Id]);

const INBOX = `SELECT * FROM (
    SELECT t.task_id AS "taskId", a.assignment_id AS "assignmentId", t.no, t.title,
      CASE WHEN a.phase = 'ASSIGNED' THEN 'SIGN' WHEN a.phase = 'RETURNED' THEN 'REWORK'
        WHEN a.phase IN ('ACCEPTED', 'IN_PROGRESS') AND ${lightSql(4)} IN ('YELLOW', 'RED') THEN 'REPORT' END AS "waitingFor",
      CASE WHEN a.phase = 'ASSIGNED' THEN a.sign_due_on ELSE a.deadline END AS "dueOn", ${lightSql(4)} AS light
    FROM assignment a JOIN task t USING (task_id) JOIN plan p USING (plan_id)
    WHERE a.unit_id = $1 AND a.phase NOT IN ('COMPLETED', 'CLOSED') AND ${visible('ASSIGNMENT')}) waiting
  WHERE "waitingFor" IS NOT NULL
    AND ($5::date IS NULL OR (coalesce("dueOn", '9999-12-31'), "assignmentId") > ($5, $6::uuid))
  ORDER BY coalesce("dueOn", '9999-12-31'), "assignmentId" LIMIT $7`;

@Injectable()
export class GetInbox {
  constructor(private readonly database: Database) {}

  async execute(
    { query: { limit, cursor } }: InputOf<typeof getInbox>,
    { caller, now }: CommandContext,
  ): Promise<z.infer<typeof InboxPage>> {
    const after = cursor === undefined ? [null, null] : decodeCursor(cursor, Cursor);
    const params = [...visibilityParams(caller, now), now, ...after, limit + 1];
    const { rows } = await this.database.query<Omit<InboxEntry, 'waitingForLabel' | 'lightLabel'>>(INBOX, params);
    const items = rows.slice(0, limit).map((row) => ({
      ...row,
      waitingForLabel: WAITING_LABELS[row.waitingFor],
      lightLabel: LIGHT_LABELS[row.light],
    }));
    const last = items.at(-1);
    if (rows.length <= limit || !last) return { items };
    return { items, next: encodeCursor([last.dueOn ?? '9999-12-31', last.assignmentId]) };
  }
}
