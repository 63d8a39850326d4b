import { Injectable } from '@nestjs/common';
import { AssignmentPhase, AssignmentRole, Id, optionalText, PageQuery, pageOf } from '#contracts';
import { Database, encodeCursor, endpoint, type Caller, type CommandContext, type InputOf } from '#platform';
import { z } from 'zod';
import { ALL_TYPED, visibilityParams } from '../access/visibility.js';
import { refuse } from '../domain/errors.js';
import { isoInstant } from '../persistence/columns.js';
import { lightSql, overdueSql } from '../persistence/light-sql.js';
import { Values } from './ledger-filter.js';
import { ORDERS, type Sort } from './ledger-orders.js';
import { inOrder, keysOf, ledgerPage, type LedgerQuery } from './ledger-page.js';
import { LedgerRow, ledgerRow, type LedgerRecord } from './ledger.view.js';
import { LAST_REPORT } from './task-records.js';
import { LightView } from './task.view.js';

const LedgerPage = pageOf(LedgerRow);

export const getLedger = endpoint({
  method: 'GET',
  path: '/api/tasks/ledger',
  summary: '台账 — one row for each unit and task that the caller may see; filter, sort, page',
  tag: 'ledger',
  query: PageQuery.extend({
    planId: Id.optional(),
    aspectNo: z.coerce.number().int().min(1).max(99).optional(),
    unitId: Id.optional(),
    role: AssignmentRole.optional(),
    phase: AssignmentPhase.optional(),
    light: LightView.optional(),
    overdue: z.enum(['true', 'false']).optional(),
    text: optionalText(100).optional().meta({ description: 'part of the title or text' }),
    sort: z
      .enum(Object.keys(ORDERS) as [Sort, ...Sort[]])
      .default('plan')
      .meta({ description: 'progress and lastReport: within one plan, with planId' }),
    order: z.enum(['asc', 'desc']).default('asc'),
  }),
  response: LedgerPage,
  problems: ['LEDGER.SORT_NEEDS_PLAN'],
});

const COLUMNS = `t.task_id AS "taskId", a.assignment_id AS "assignmentId", t.plan_id AS "planId",
  p.document_number AS "documentNumber", t.no, t.aspect_no AS "aspectNo", t.title, t.text, t.origin, t.phase AS "taskPhase",
  (SELECT s->>'title' FROM jsonb_array_elements(p.aspects) s WHERE (s->>'no')::integer = t.aspect_no) AS "aspectTitle",
  a.unit_id AS "unitId", u.name AS "unitName", a.role, t.reporter_unit_id AS "reporterUnitId", l.name AS "reporterName",
  t.original_deadline AS "originalDeadline", coalesce(a.deadline, t.deadline) AS deadline, a.phase,
  ${isoInstant('a.assigned_at')} AS "assignedAt", a.sign_due_on AS "signDueOn", ${isoInstant('a.accepted_at')} AS "acceptedAt",
  a.progress, ${isoInstant('a.last_reported_at')} AS "lastReportedAt", coalesce(r.text, '') AS "progressText",
  coalesce(r.problems, '') AS problems, coalesce(r.next_steps, '') AS "nextSteps",
  coalesce(r.needs_coordination, '') AS "needsCoordination", a.returns,
  ${isoInstant('a.completion_submitted_at')} AS "completionSubmittedAt", ${isoInstant('a.completed_at')} AS "completedAt",
  ${overdueSql(3)} AS overdue, ${lightSql(4)} AS light`;

@Injectable()
export class GetLedger {
  constructor(private readonly database: Database) {}

  async execute(
    { query }: InputOf<typeof getLedger>,
    { caller, now }: CommandContext,
  ): Promise<z.infer<typeof LedgerPage>> {
    if (!ORDERS[query.sort].readInOrder && query.planId === undefined) throw sortNeedsPlan(query.sort);
    const statement = ledgerStatement(query, caller, now);
    if (!statement) return { items: [] };
    const { rows } = await this.database.query<LedgerRecord>(statement.text, statement.values);
    const shown = rows.slice(0, query.limit);
    const items = shown.map(ledgerRow);
    const last = shown.at(-1);
    if (rows.length <= query.limit || !last) return { items };
    return { items, next: encodeCursor(last.place) };
  }
}

/** First which rows the page has, then all that is shown of those alone; null for a caller whose roles show him nothing. */
export function ledgerStatement(
  query: LedgerQuery,
  caller: Caller,
  now: Date,
): { text: string; values: unknown[] } | null {
  const values = new Values([...visibilityParams(caller, now), now]);
  const page = ledgerPage(query, caller, values);
  if (page === null) return null;
  const order = ORDERS[query.sort];
  const place = keysOf(order).map((key) => `page.${key}`);
  const text = `WITH RECURSIVE ${page}
    SELECT ${COLUMNS}, json_build_array(${place.join(', ')}) AS place
    FROM page JOIN task t ON t.task_id = page.task_id JOIN plan p ON p.plan_id = t.plan_id
      LEFT JOIN assignment a ON a.assignment_id = page.part_id
      LEFT JOIN directory_unit u ON u.unit_id = a.unit_id LEFT JOIN directory_unit l ON l.unit_id = t.reporter_unit_id
      LEFT JOIN ${LAST_REPORT} ON true
    WHERE ${ALL_TYPED} ${inOrder({ query, order }, 'page.')}`;
  return { text, values: values.all };
}

function sortNeedsPlan(sort: Sort): ReturnType<typeof refuse> {
  const message = `Only one plan at a time is sorted by ${sort}. Name it with planId, or sort by plan, deadline or unit.`;
  return refuse('LEDGER.SORT_NEEDS_PLAN', message);
}
