import { Injectable } from '@nestjs/common';
import { Id, DateOnly, PageQuery, pageOf } from '#contracts';
import { Database, decodeCursor, encodeCursor, endpoint, type CommandContext, type InputOf } from '#platform';
import { z } from 'zod';
import { JUDGED, MAY_REVIEW } from '../access/reviews.js';
import { ACTS_FOR_UNIT, visibilityParams, visibleAsAWhole } from '../access/visibility.js';
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

const NO_DATE = '9999-12-31';
const IN_PLAN = 'FROM assignment a JOIN plan p ON p.plan_id = a.plan_id';

const DUE_ON = `CASE WHEN a.phase = 'ASSIGNED' THEN a.sign_due_on ELSE a.deadline END`;
const IS_LATE = `${lightSql(4)} IN ('YELLOW', 'RED')`;

const after = (due: string): string =>
  `($5::date IS NULL OR (${due}, a.assignment_id) > ($5, $6::uuid)) ORDER BY 2, 1 LIMIT $7`;

/** First which entries the page has, then what is shown of them. What waits for review is read in the order of its index until the page is full. */
export const INBOX = `WITH RECURSIVE ${JUDGED},
  entry AS MATERIALIZED (
    (SELECT a.assignment_id, coalesce(${DUE_ON}, '${NO_DATE}') AS due ${IN_PLAN}
      WHERE a.unit_id = $1 AND (${ACTS_FOR_UNIT} OR ${visibleAsAWhole()})
        AND a.phase NOT IN ('COMPLETED', 'CLOSED') AND a.phase <> 'COMPLETION_SUBMITTED' AND (a.phase IN ('ASSIGNED', 'RETURNED') OR ${IS_LATE})
        AND ${after(`coalesce(${DUE_ON}, '${NO_DATE}')`)})
    UNION ALL
    (SELECT a.assignment_id, coalesce(a.deadline, '${NO_DATE}') AS due ${IN_PLAN}
      WHERE a.phase = 'COMPLETION_SUBMITTED' AND ${MAY_REVIEW} AND ${after(`coalesce(a.deadline, '${NO_DATE}')`)})
    ORDER BY due, assignment_id LIMIT $7)
  SELECT t.task_id AS "taskId", a.assignment_id AS "assignmentId", t.no, t.title, a.unit_id AS "unitId", u.name AS "unitName",
    CASE WHEN a.phase = 'ASSIGNED' THEN 'SIGN' WHEN a.phase = 'RETURNED' THEN 'REWORK'
      WHEN a.phase = 'COMPLETION_SUBMITTED' THEN 'REVIEW' ELSE 'REPORT' END AS "waitingFor",
    ${DUE_ON} AS "dueOn", ${lightSql(4)} AS light
  FROM entry JOIN assignment a USING (assignment_id) JOIN task t USING (task_id) LEFT JOIN directory_unit u ON u.unit_id = a.unit_id
  ORDER BY entry.due, entry.assignment_id`;

type Row = Omit<InboxEntry, 'unitName' | 'waitingForLabel' | 'lightLabel'> & { unitName: string | null };

@Injectable()
export class GetInbox {
  constructor(private readonly database: Database) {}

  async execute(
    { query: { limit, cursor } }: InputOf<typeof getInbox>,
    { caller, now }: CommandContext,
  ): Promise<z.infer<typeof InboxPage>> {
    const place = cursor === undefined ? [null, null] : decodeCursor(cursor, Cursor);
    const params = [...visibilityParams(caller, now), now, ...place, limit + 1];
    const { rows } = await this.database.query<Row>(INBOX, params);
    const items = rows.slice(0, limit).map((row) => ({
      ...row,
      unitName: row.unitName ?? UNKNOWN_UNIT,
      waitingForLabel: WAITING_LABELS[row.waitingFor],
      lightLabel: LIGHT_LABELS[row.light],
    }));
    const last = items.at(-1);
    if (rows.length <= limit || !last) return { items };
    return { items, next: encodeCursor([last.dueOn ?? NO_DATE, last.assignmentId]) };
  }
}
