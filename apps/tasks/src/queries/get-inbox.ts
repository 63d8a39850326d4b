import { Injectable } from '@nestjs/common';
import { Id, DateOnly, PageQuery, pageOf } from '#contracts';
import { Database, decodeCursor, encodeCursor, endpoint, type CommandContext, type InputOf } from '#platform';
import { z } from 'zod';
import { TO_REVIEW } from '../access/reviews.js';
import { visibilityParams, visible } from '../access/visibility.js';
import { LIGHT_LABELS, UNKNOWN_UNIT } from '../domain/labels.js';
import { lightSql } from '../persistence/light-sql.js';
import { LightView } from './task.view.js';

/** What an assignment waits for: an act of the caller's unit that carries it, or his review. */
const WAITING_LABELS = {
  SIGN: '待签收',
  REWORK: '退回补办',
  REPORT: '进度滞后或临近时限，待反馈',
  REVIEW: '待审核',
} as const satisfies Record<string, string>;

const InboxEntry = z
  .object({
    taskId: Id,
    assignmentId: Id,
    no: z.string(),
    title: z.string(),
    unitId: Id,
    unitName: z.string().meta({ description: 'the unit whose part it is' }),
    waitingFor: z.enum(['SIGN', 'REWORK', 'REPORT', 'REVIEW']),
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
  summary: '待办 — assignments that wait for my unit or for my review, the most urgent first',
  tag: 'ledger',
  query: PageQuery,
  response: InboxPage,
});

const Cursor = z.tuple([DateOnly, Id]);

const INBOX = `WITH RECURSIVE ${TO_REVIEW},
  mine AS (
    SELECT a.assignment_id FROM assignment a JOIN task t USING (task_id) JOIN plan p USING (plan_id)
    WHERE a.unit_id = $1 AND a.phase NOT IN ('COMPLETION_SUBMITTED', 'COMPLETED', 'CLOSED') AND ${visible('ASSIGNMENT')}
    UNION ALL SELECT assignment_id FROM to_review)
  SELECT * FROM (
    SELECT t.task_id AS "taskId", a.assignment_id AS "assignmentId", t.no, t.title, a.unit_id AS "unitId", u.name AS "unitName",
      CASE WHEN a.phase = 'ASSIGNED' THEN 'SIGN' WHEN a.phase = 'RETURNED' THEN 'REWORK'
        WHEN a.phase = 'COMPLETION_SUBMITTED' THEN 'REVIEW' WHEN ${lightSql(4)} IN ('YELLOW', 'RED') THEN 'REPORT' END AS "waitingFor",
      CASE WHEN a.phase = 'ASSIGNED' THEN a.sign_due_on ELSE a.deadline END AS "dueOn", ${lightSql(4)} AS light
    FROM mine JOIN assignment a USING (assignment_id) JOIN task t USING (task_id)
      LEFT JOIN directory_unit u ON u.unit_id = a.unit_id) waiting
  WHERE "waitingFor" IS NOT NULL
    AND ($5::date IS NULL OR (coalesce("dueOn", '9999-12-31'), "assignmentId") > ($5, $6::uuid))
  ORDER BY coalesce("dueOn", '9999-12-31'), "assignmentId" LIMIT $7`;

type Row = Omit<InboxEntry, 'unitName' | 'waitingForLabel' | 'lightLabel'> & { unitName: string | null };

@Injectable()
export class GetInbox {
  constructor(private readonly database: Database) {}

  async execute(
    { query: { limit, cursor } }: InputOf<typeof getInbox>,
    { caller, now }: CommandContext,
  ): Promise<z.infer<typeof InboxPage>> {
    const after = cursor === undefined ? [null, null] : decodeCursor(cursor, Cursor);
    const params = [...visibilityParams(caller, now), now, ...after, limit + 1];
    const { rows } = await this.database.query<Row>(INBOX, params);
    const items = rows.slice(0, limit).map((row) => ({
      ...row,
      unitName: row.unitName ?? UNKNOWN_UNIT,
      waitingForLabel: WAITING_LABELS[row.waitingFor],
      lightLabel: LIGHT_LABELS[row.light],
    }));
    const last = items.at(-1);
    if (rows.length <= limit || !last) return { items };
    return { items, next: encodeCursor([last.dueOn ?? '9999-12-31', last.assignmentId]) };
  }
}
