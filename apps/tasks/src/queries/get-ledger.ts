import { Injectable } from '@nestjs/common';
import { AssignmentPhase, AssignmentRole, Id, optionalText, PageQuery, pageOf } from '#contracts';
import { Database, decodeCursor, encodeCursor, endpoint, type CommandContext, type InputOf } from '#platform';
import { z } from 'zod';
import { visibilityParams, visible } from '../access/visibility.js';
import { isoInstant } from '../persistence/columns.js';
import { lightSql, overdueSql } from '../persistence/light-sql.js';
import { LedgerRow, ledgerRow, type LedgerRecord } from './ledger.view.js';
import { LAST_REPORT } from './task-records.js';
import { LightView } from './task.view.js';

/** What the ledger can be sorted by, as text in the order of its bytes. */
const SORTS = {
  plan: `t.plan_id::text`,
  deadline: `coalesce(a.deadline, t.deadline, '9999-12-31')::text`,
  unit: `coalesce(u.name, '')`,
  progress: `lpad(coalesce(a.progress, 0)::text, 3, '0')`,
  lastReport: `coalesce(${isoInstant('a.last_reported_at')}, '')`,
} as const satisfies Record<string, string>;

type Sort = keyof typeof SORTS;

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
    sort: z.enum(Object.keys(SORTS) as [Sort, ...Sort[]]).default('plan'),
    order: z.enum(['asc', 'desc']).default('asc'),
  }),
  response: LedgerPage,
});
type LedgerQuery = InputOf<typeof getLedger>['query'];

const Cursor = z.tuple([z.string(), z.string()]);

const ROW_KEY = `t.task_id || ':' || coalesce(a.assignment_id::text, '')`;

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

const FILTERS = `($5::uuid IS NULL OR t.plan_id = $5) AND ($6::integer IS NULL OR t.aspect_no = $6)
  AND ($7::uuid IS NULL OR a.unit_id = $7) AND ($8::text IS NULL OR a.role = $8) AND ($9::text IS NULL OR a.phase = $9)
  AND ($10::text IS NULL OR ${lightSql(4)} = $10) AND ($11::boolean IS NULL OR ${overdueSql(3)} = $11)
  AND ($12::text IS NULL OR strpos(t.title, $12) > 0 OR strpos(t.text, $12) > 0)`;

@Injectable()
export class GetLedger {
  constructor(private readonly database: Database) {}

  async execute(
    { query }: InputOf<typeof getLedger>,
    { caller, now }: CommandContext,
  ): Promise<z.infer<typeof LedgerPage>> {
    const params = [...visibilityParams(caller, now), now, ...filterParams(query), ...pageParams(query)];
    const { rows } = await this.database.query<LedgerRecord>(ledgerSql(query), params);
    const shown = rows.slice(0, query.limit);
    const items = shown.map(ledgerRow);
    const last = shown.at(-1);
    return rows.length > query.limit && last ? { items, next: encodeCursor([last.sortKey, last.rowKey]) } : { items };
  }
}

function ledgerSql({ sort, order }: LedgerQuery): string {
  const key = `(${SORTS[sort]}) COLLATE "C"`;
  const row = `(${ROW_KEY}) COLLATE "C"`;
  const beyond = order === 'asc' ? '>' : '<';
  return `SELECT ${COLUMNS}, ${key} AS "sortKey", ${row} AS "rowKey"
    FROM task t JOIN plan p USING (plan_id) LEFT JOIN assignment a USING (task_id)
      LEFT JOIN directory_unit u ON u.unit_id = a.unit_id LEFT JOIN directory_unit l ON l.unit_id = t.reporter_unit_id
      LEFT JOIN ${LAST_REPORT} ON true
    WHERE ${visible('ASSIGNMENT')} AND ${FILTERS}
      AND ($13::text IS NULL OR (${key}, ${row}) ${beyond} ($13, $14::text))
    ORDER BY ${key} ${order}, ${row} ${order} LIMIT $15`;
}

/** `$5` to `$12`. */
function filterParams({ planId, aspectNo, unitId, role, phase, light, overdue, text }: LedgerQuery): unknown[] {
  const isOverdue = overdue === undefined ? null : overdue === 'true';
  return [planId, aspectNo, unitId, role, phase, light, isOverdue, text || null].map((value) => value ?? null);
}

/** `$13` to `$15`. */
function pageParams({ cursor, limit }: LedgerQuery): unknown[] {
  const after = cursor === undefined ? [null, null] : decodeCursor(cursor, Cursor);
  return [...after, limit + 1];
}
