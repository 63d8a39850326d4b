import { NIL_ID } from '#kernel';
import { decodeCursor, type Caller } from '#platform';
import { ACTS_FOR_UNIT, mayActForUnit, mayOversee, visibleAsAWhole } from '../access/visibility.js';
import {
  conditionsOf,
  shareOf,
  sharesOf,
  wantsUncarried,
  type Conditions,
  type LedgerFilter,
  type Values,
} from './ledger-filter.js';
import { cursorOf, ORDERS, type Order } from './ledger-orders.js';

/** Stands for the assignment of a task that nobody carries yet. */
const NO_ID = NIL_ID;
/** After every id. */
const MAX_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

export interface LedgerQuery extends LedgerFilter {
  order: 'asc' | 'desc';
  cursor?: string | undefined;
  limit: number;
}

interface Page {
  query: LedgerQuery;
  order: Order;
  conditions: Conditions;
  /** Where the page before ended: parameters in the order of the keys, the part's last; null on the first page. */
  after: readonly string[] | null;
  limit: string;
  /** Whether plans are read that the caller may see as a whole. */
  oversees: boolean;
}

/**
 * Tables of a `WITH RECURSIVE`, of which `page` has the keys of a page's rows, found by narrow reads in the order asked for. Read apart,
 * because no index holds them in one order: parts of plans that the caller sees as a whole, those that his unit carries, those of
 * others in the tasks that it leads, and tasks that nobody carries yet. What his roles rule out is not asked for; null where
 * that is everything.
 * @param values `$1` to `$3` of `visibilityParams`, `$4` now
 */
export function ledgerPage(query: LedgerQuery, caller: Caller, values: Values): string | null {
  const order: Order = ORDERS[query.sort];
  const page: Page = {
    query,
    order,
    conditions: conditionsOf(query, values),
    after: afterOf(query, order, values),
    limit: values.add(query.limit + 1),
    oversees: mayOversee(caller),
  };
  const branches = [
    ...(page.oversees ? [...partsOfPlans(page), ...uncarried(page)] : []),
    ...(mayActForUnit(caller) ? [...partsOfOwnUnit(page), partsOfLedTasks(page)] : []),
  ];
  if (branches.length === 0) return null;
  return `${query.sort === 'unit' ? carriers(page) : ''}
    page AS MATERIALIZED (SELECT * FROM (${branches.map((rows) => `(${rows})`).join(' UNION ALL ')}) found
      ${inOrder(page)} LIMIT ${page.limit})`;
}

/** The names of the keys by which a page is sorted and its cursor made. */
export function keysOf({ first, ids }: Order): string[] {
  return [...(first ? ['key'] : []), ...ids, 'part_id'];
}

export function inOrder({ query, order }: Pick<Page, 'query' | 'order'>, of = ''): string {
  const keys = keysOf(order).map((key) => `${of}${key} ${query.order}`);
  return `ORDER BY ${keys.join(', ')}`;
}

const beyond = ({ query }: Page): string => (query.order === 'asc' ? '>' : '<');

function afterOf({ cursor }: LedgerQuery, order: Order, values: Values): string[] | null {
  if (cursor === undefined) return null;
  const place = decodeCursor(cursor, cursorOf(order));
  const types = [...(order.first ? [order.first.type] : []), ...order.ids.map(() => 'uuid'), 'uuid'];
  return place.map((value, index) => `${values.add(value)}::${types[index]}`);
}

/** Parts: what is asked of `a` alone, and of what is joined to it. */
interface Source {
  ofPart: readonly string[];
  joins?: string;
  only?: readonly string[];
}

const PLAN_OF_PART = 'JOIN plan p ON p.plan_id = a.plan_id';

function partsOfPlans(page: Page): string[] {
  const { sort, unitId } = page.query;
  const source = { ofPart: [], joins: PLAN_OF_PART, only: [visibleAsAWhole()] };
  if (sort === 'unit') return [unitByUnit(page, source)];
  const shares = sort === 'plan' && unitId !== undefined ? [shareOf(page.query)] : sharesOf(page.query);
  return shares.map((share) => parts(page, { ...source, ofPart: [share] }));
}

function partsOfOwnUnit(page: Page): string[] {
  const source = { ofPart: ['a.unit_id = $1'], ...exceptOfPlans(page) };
  if (page.query.sort === 'unit') return [unitByUnit(page, source)];
  const shares = page.query.sort === 'deadline' ? sharesOf(page.query) : [shareOf(page.query)];
  return shares.map((share) => parts(page, { ...source, ofPart: [share, ...source.ofPart] }));
}

/** Found by the caller's own parts: in their order by plan, otherwise sorted when all are read. */
function partsOfLedTasks(page: Page): string {
  const { joins, only } = exceptOfPlans(page);
  const { planId } = page.conditions;
  const own = ['own.unit_id = $1', 'own.leads', 'a.unit_id <> $1', ...(planId ? [`own.plan_id = ${planId}`] : [])];
  return branch(page, {
    from: `assignment own JOIN assignment a ON a.task_id = own.task_id ${joins} ${taskOf(page)}
      ${page.query.sort === 'unit' ? `LEFT JOIN (${NAMES}) carrier ON carrier.unit_id = a.unit_id` : ''}`,
    only: [...only, ...own, shareOf(page.query), ...allOf(page)],
    first: page.query.sort === 'unit' ? `coalesce(carrier.name, '')` : page.order.first?.part,
    ids: 'own',
    part: 'a.assignment_id',
  });
}

/** Of plans seen as a whole these parts are read already. */
function exceptOfPlans({ oversees }: Page): Required<Omit<Source, 'ofPart'>> {
  if (!oversees) return { joins: '', only: [ACTS_FOR_UNIT] };
  return { joins: PLAN_OF_PART, only: [ACTS_FOR_UNIT, `NOT ${visibleAsAWhole()}`] };
}

function uncarried(page: Page): string[] {
  if (!wantsUncarried(page.query)) return [];
  const { planId, task } = page.conditions;
  const plan = planId ? [`t.plan_id = ${planId}`] : [];
  return [
    branch(page, {
      from: 'task t JOIN plan p USING (plan_id)',
      only: [`t.phase = 'REGISTERED'`, visibleAsAWhole(), ...plan, ...task],
      first: page.order.first?.uncarried,
      ids: 't',
      part: `'${NO_ID}'::uuid`,
    }),
  ];
}

const allOf = ({ conditions }: Page): string[] => [...conditions.part, ...conditions.task];

/** The task is read only for what is asked of it. */
const taskOf = ({ conditions }: Page): string =>
  conditions.task.length > 0 ? 'JOIN task t ON t.task_id = a.task_id' : '';

function parts(page: Page, { ofPart, joins = '', only = [] }: Source, start: readonly string[] = []): string {
  const { first } = page.order;
  const ofOneRow = [...ofPart, ...page.conditions.part];
  // A plan is read and then sorted: the order's own index would have it look through all others for it.
  const isOnePlan = page.conditions.planId !== null && first !== null && page.query.sort !== 'unit';
  const from = isOnePlan ? `(SELECT * FROM assignment a WHERE ${ofOneRow.join(' AND ')} OFFSET 0) a` : 'assignment a';
  return branch(page, {
    from: `${from} ${joins} ${taskOf(page)}`,
    only: [...(isOnePlan ? [] : ofOneRow), ...only, ...page.conditions.task, ...start],
    first: first?.part,
    ids: 'a',
    part: 'a.assignment_id',
  });
}

/** Units in the order of their names, each asked for its parts in turn, until the page is full. */
function unitByUnit(page: Page, source: Source): string {
  const { query, after } = page;
  const [name, plan, task] = after ?? [];
  const all = query.order === 'asc' ? NIL_ID : MAX_ID;
  const from = (id: string): string => `CASE WHEN carrier.name = ${name} THEN ${id} ELSE '${all}'::uuid END`;
  const start = plan && task ? [`(a.plan_id, a.task_id) ${beyond(page)}= (${from(plan)}, ${from(task)})`] : [];
  const ofUnit = { ...source, ofPart: ['a.unit_id = carrier.unit_id', shareOf(query), ...source.ofPart] };
  // `OFFSET 0` keeps the units in their order.
  return `SELECT parts.* FROM (
      SELECT * FROM carrier ${name ? `WHERE name ${beyond(page)}= ${name}` : ''} ORDER BY name ${query.order} OFFSET 0) carrier
    CROSS JOIN LATERAL (${parts(page, ofUnit, start)}) parts
    ORDER BY carrier.name ${query.order}, 2 ${query.order}, 3 ${query.order}, 4 ${query.order} LIMIT ${page.limit}`;
}

interface Branch {
  from: string;
  only: readonly string[];
  first: string | undefined;
  /** The alias whose ids are in the order of an index. */
  ids: string;
  part: string;
}

/** The first rows of a page's one kind. Beyond the cursor it begins in the index, which does not take the part's own id. */
function branch(page: Page, { from, only, first, ids, part }: Branch): string {
  const { after, order } = page;
  const keys = [...(first === undefined ? [] : [first]), ...order.ids.map((id) => `${ids}.${id}`)];
  const begun = after && [
    `(${keys.join(', ')}) ${beyond(page)}= (${after.slice(0, -1).join(', ')})`,
    `(${[...keys, part].join(', ')}) ${beyond(page)} (${after.join(', ')})`,
  ];
  const names = keysOf(order);
  const columns = [...keys, part].map((key, index) => `${key} AS ${names[index]}`);
  return `SELECT ${columns.join(', ')} FROM ${from} WHERE ${[...only, ...(begun ?? [])].join(' AND ')}
    ${inOrder(page)} LIMIT ${page.limit}`;
}

const NAMES = `SELECT unit_id, coalesce(name, '') COLLATE "C" AS name FROM directory_unit`;

/** Whose parts are asked for unit by unit, with their names; '' where the register has not told of one yet. */
function carriers({ oversees, conditions }: Page): string {
  if (!oversees || conditions.unitId) {
    return `carrier AS (SELECT unit_id, coalesce(name, '') COLLATE "C" AS name
      FROM (SELECT ${conditions.unitId ?? '$1'}::uuid AS unit_id) one LEFT JOIN directory_unit USING (unit_id)),`;
  }
  return CARRIERS;
}

/** The units that carry anything, a step in the index each. */
const CARRIERS = `
  carrying (unit_id) AS (
    (SELECT unit_id FROM assignment ORDER BY unit_id LIMIT 1)
    UNION ALL
    SELECT (SELECT unit_id FROM assignment WHERE unit_id > carrying.unit_id ORDER BY unit_id LIMIT 1)
    FROM carrying WHERE carrying.unit_id IS NOT NULL),
  carrier AS (
    SELECT unit_id, coalesce(name, '') COLLATE "C" AS name FROM carrying LEFT JOIN directory_unit USING (unit_id)),`;
