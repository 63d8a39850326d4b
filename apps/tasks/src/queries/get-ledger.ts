import { Injectable } from '@nestjs/common';
import { AssignmentPhase, AssignmentRole, DateOnly, Id, Instant, optionalText, PageQuery, pageOf } from '#contracts';
import { NIL_ID } from '#kernel';
import { Database, decodeCursor, encodeCursor, endpoint, type CommandContext, type InputOf } from '#platform';
import { z } from 'zod';
import { ACTS_FOR_UNIT, OWN_TASKS, visibilityParams, visibleAsAWhole } from '../access/visibility.js';
import type { Light } from '../domain/lights.js';
import { isoInstant } from '../persistence/columns.js';
import { lightSql, overdueSql } from '../persistence/light-sql.js';
import { LedgerRow, ledgerRow, type LedgerRecord } from './ledger.view.js';
import { LAST_REPORT } from './task-records.js';
import { LightView } from './task.view.js';

const NO_DATE = '9999-12-31';
const NO_INSTANT = '-infinity';
/** Stands for the assignment of a task that nobody carries yet. */
const NO_ID = NIL_ID;
/** After every id. */
const MAX_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/**
 * What the ledger can be sorted by: the key of a part `a` of task `t` with the id behind it in the order of an index, the key of a
 * task that nobody carries yet, and what a cursor holds of it. Plan, deadline and unit are read in the order of an index; progress and last report change every day,
 * and an index of them would cost each report more than it saves: they are sorted as they are read.
 */
const SORTS = {
  plan: { key: 't.plan_id', task: 't.task_id', uncarried: 't.plan_id', type: 'uuid', cursor: Id },
  deadline: {
    key: `coalesce(a.deadline, '${NO_DATE}')`,
    task: 'a.task_id',
    uncarried: `coalesce(t.deadline, '${NO_DATE}')`,
    type: 'date',
    cursor: z.union([z.literal(NO_DATE), DateOnly]),
  },
  unit: { key: 'carrier.name', task: 'a.task_id', uncarried: `'' COLLATE "C"`, type: 'text', cursor: z.string() },
  progress: {
    key: 'a.progress',
    task: 'a.task_id',
    uncarried: '0',
    type: 'integer',
    cursor: z.string().regex(/^\d{1,3}$/),
  },
  lastReport: {
    key: `coalesce(a.last_reported_at, '${NO_INSTANT}')`,
    task: 'a.task_id',
    uncarried: `'${NO_INSTANT}'::timestamptz`,
    type: 'timestamptz',
    cursor: z.union([z.literal(NO_INSTANT), Instant]),
  },
} as const satisfies Record<string, { key: string; task: string; uncarried: string; type: string; cursor: z.ZodType }>;

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
    if (rows.length <= query.limit || !last) return { items };
    return { items, next: encodeCursor([last.sortKey, last.taskId, last.assignmentId ?? NO_ID]) };
  }
}

/**
 * First which rows the page has, by narrow reads in the order asked for; then all that is shown of those alone. Read apart,
 * because no index holds them in one order: parts of plans that the caller sees as a whole, parts that he sees because his unit
 * carries the task, and tasks that nobody carries yet. What his roles rule out is not read at all.
 */
export function ledgerSql(query: LedgerQuery): string {
  const { order } = query;
  return `WITH RECURSIVE ${CARRIERS}, own AS MATERIALIZED (${OWN_TASKS}), page AS MATERIALIZED (
      (${partsOfPlans(query)})
      UNION ALL
      (${namedParts(query, OF_OWN_UNIT)})
      UNION ALL
      (${namedParts(query, OF_LED_TASKS)})
      UNION ALL
      (${uncarriedOf(query)})
      ORDER BY key ${order}, task_id ${order}, part_id ${order} LIMIT $16)
    SELECT ${COLUMNS}, to_json(page.key) #>> '{}' AS "sortKey"
    FROM page JOIN task t USING (task_id) JOIN plan p USING (plan_id) LEFT JOIN assignment a ON a.assignment_id = page.part_id
      LEFT JOIN directory_unit u ON u.unit_id = a.unit_id LEFT JOIN directory_unit l ON l.unit_id = t.reporter_unit_id
      LEFT JOIN ${LAST_REPORT} ON true
    ORDER BY page.key ${order}, page.task_id ${order}, page.part_id ${order}`;
}

/** The units that carry anything, a step in the index each, with their names; '' where the register has not told of one yet. */
const CARRIERS = `
  carrying (unit_id) AS (
    (SELECT unit_id FROM assignment ORDER BY unit_id LIMIT 1)
    UNION ALL
    SELECT (SELECT unit_id FROM assignment WHERE unit_id > carrying.unit_id ORDER BY unit_id LIMIT 1)
    FROM carrying WHERE carrying.unit_id IS NOT NULL),
  carrier AS (
    SELECT unit_id, coalesce(name, '') COLLATE "C" AS name FROM carrying LEFT JOIN directory_unit USING (unit_id))`;

/** What only parts that are still open can be; said beside the filter, for the index of the open ones. */
const OPEN = `a.phase NOT IN ('COMPLETED', 'CLOSED')`;
/** Every light but that of what is finished, and grey, which is of both. */
const ONLY_OPEN_PARTS: Readonly<Record<Light, string>> = {
  RED: OPEN,
  YELLOW: OPEN,
  GREEN: OPEN,
  GREY: 'true',
  BLUE: 'true',
};
const LATE = `coalesce(a.deadline, '${NO_DATE}') < $3::date`;

const PARTS = 'task t JOIN plan p USING (plan_id) JOIN assignment a USING (task_id)';

/** Only what can be, said beside the filters, for the index of the open parts. */
function onlyOf({ light, overdue }: LedgerQuery): string {
  if (overdue === 'true') return `${OPEN} AND ${LATE}`;
  return light === undefined ? 'true' : ONLY_OPEN_PARTS[light];
}

function partsOfPlans(query: LedgerQuery): string {
  const { sort, order, planId, unitId } = query;
  const whole = { from: PARTS, only: visibleAsAWhole() };
  if (sort !== 'unit' || planId !== undefined || unitId !== undefined) return namedParts(query, whole);
  const ofUnit = { ...whole, only: `${whole.only} AND a.unit_id = carrier.unit_id AND ${fromCursor(order)}` };
  // `OFFSET 0` keeps the units in their order: each is then asked for its parts in turn, until the page is full.
  return `SELECT parts.* FROM (
      SELECT * FROM carrier WHERE $13::text IS NULL OR name ${beyond(order)}= $13 ORDER BY name ${order} OFFSET 0) carrier
    CROSS JOIN LATERAL (${parts(query, ofUnit)}) parts
    ORDER BY carrier.name ${order}, 2 ${order}, 3 ${order} LIMIT $16`;
}

/** What a caller sees of other plans: his unit's parts, and those of others in the tasks that it leads. */
const OF_OWN_UNIT = { from: PARTS, only: `${ACTS_FOR_UNIT} AND a.unit_id = $1 AND NOT ${visibleAsAWhole()}` };
const OF_LED_TASKS = {
  from: `${PARTS} JOIN own USING (task_id)`,
  only: `own.leads AND a.unit_id <> $1 AND NOT ${visibleAsAWhole()}`,
};

interface Source {
  from: string;
  only: string;
}

function namedParts(query: LedgerQuery, { from, only }: Source): string {
  const carrier = query.sort === 'unit' ? ' JOIN carrier ON carrier.unit_id = a.unit_id' : '';
  return parts(query, { from: `${from}${carrier}`, only });
}

function parts(query: LedgerQuery, { from, only }: Source): string {
  const { key, task } = SORTS[query.sort];
  return branch(query, { from, only: `${onlyOf(query)} AND ${only}`, key, task, part: 'a.assignment_id' });
}

function uncarriedOf(query: LedgerQuery): string {
  return branch(query, {
    from: 'task t JOIN plan p USING (plan_id) LEFT JOIN assignment a ON false',
    only: `t.phase = 'REGISTERED' AND ${visibleAsAWhole()}`,
    key: SORTS[query.sort].uncarried,
    task: 't.task_id',
    part: `'${NO_ID}'::uuid`,
  });
}

/** The first rows of a page's one kind. Beyond the cursor it begins in the index, which takes no more than two columns. */
function branch(
  { sort, order }: LedgerQuery,
  { from, only, key, task, part }: Source & { key: string; task: string; part: string },
): string {
  const after = `$13::${SORTS[sort].type}`;
  return `SELECT ${key} AS key, t.task_id, ${part} AS part_id
    FROM ${from}
    WHERE ${only} AND ${FILTERS}
      AND ($13::text IS NULL OR ((${key}, ${task}) ${beyond(order)}= (${after}, $14::uuid)
        AND (${key}, t.task_id, ${part}) ${beyond(order)} (${after}, $14::uuid, $15::uuid)))
    ORDER BY 1 ${order}, 2 ${order}, 3 ${order} LIMIT $16`;
}

/** Of the unit at which the page before ended, the parts from there on, in the order of the unit's index. */
function fromCursor(order: 'asc' | 'desc'): string {
  const all = order === 'asc' ? NIL_ID : MAX_ID;
  return `a.task_id ${beyond(order)}= CASE WHEN carrier.name = $13 THEN $14::uuid ELSE '${all}'::uuid END`;
}

function beyond(order: 'asc' | 'desc'): string {
  return order === 'asc' ? '>' : '<';
}

/** `$5` to `$12`. */
function filterParams({ planId, aspectNo, unitId, role, phase, light, overdue, text }: LedgerQuery): unknown[] {
  const isOverdue = overdue === undefined ? null : overdue === 'true';
  return [planId, aspectNo, unitId, role, phase, light, isOverdue, text || null].map((value) => value ?? null);
}

/** `$13` to `$16`. */
function pageParams({ cursor, limit, sort }: LedgerQuery): unknown[] {
  const Cursor = z.tuple([SORTS[sort].cursor, Id, Id]);
  const after = cursor === undefined ? [null, null, null] : decodeCursor(cursor, Cursor);
  return [...after, limit + 1];
}
