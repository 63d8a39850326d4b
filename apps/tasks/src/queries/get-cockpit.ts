import { Injectable } from '@nestjs/common';
import { Database, endpoint, type CommandContext, type InputOf } from '#platform';
import { z } from 'zod';
import { OWN_PARTS, OWN_TASKS, visibilityParams, visibleAsAWhole } from '../access/visibility.js';
import { LIGHT_LABELS, UNKNOWN_UNIT } from '../domain/labels.js';
import type { Light } from '../domain/lights.js';
import { ALL_UNITS, MEASURED, MEASURES, SEEN_ALIKE } from '../persistence/cockpit-counts.js';
import { lightSql, overdueSql } from '../persistence/light-sql.js';

/** Each assignment is counted twice: by its aspect, and by its unit. Which counts those are, and of which scopes. */
const COUNTS = {
  aspect: { only: `c.unit_id = '${ALL_UNITS}'`, scopes: 'SELECT plan_id AS scope_id FROM seen' },
  unit: { only: `c.unit_id <> '${ALL_UNITS}'`, scopes: 'SELECT DISTINCT alike AS scope_id FROM seen' },
} as const;

/** The titles of all aspects at once, which `OFFSET 0` makes of it: looked up one by one they took as long as the counting. */
const ASPECTS = `SELECT p.plan_id, s.no, s.title FROM plan p CROSS JOIN LATERAL jsonb_to_recordset(p.aspects) AS s (no integer, title text) OFFSET 0`;

/**
 * What the cockpit counts by: what tells the groups apart in `counted`, which counts hold it, the key of a group `g`, its words
 * and what they are joined from.
 */
const GROUPINGS = {
  plan: {
    columns: 'scope_id',
    by: 'aspect',
    key: 'g.scope_id::text',
    label: 'p.document_number',
    joins: 'LEFT JOIN plan p ON p.plan_id = g.scope_id',
  },
  aspect: {
    columns: 'scope_id, aspect_no',
    by: 'aspect',
    key: `g.scope_id || ':' || g.aspect_no`,
    label: 's.title',
    joins: `LEFT JOIN (${ASPECTS}) s ON s.plan_id = g.scope_id AND s.no = g.aspect_no`,
  },
  unit: {
    columns: 'unit_id',
    by: 'unit',
    key: 'g.unit_id::text',
    label: 'u.name',
    joins: 'LEFT JOIN directory_unit u ON u.unit_id = g.unit_id',
  },
  light: { columns: 'light', by: 'aspect', key: 'g.light', label: 'NULL', joins: '' },
} as const satisfies Record<
  string,
  Record<'columns' | 'key' | 'label' | 'joins', string> & { by: keyof typeof COUNTS }
>;

type Grouping = keyof typeof GROUPINGS;

const count = z.number().int();

const CockpitRow = z
  .object({
    key: z.string().meta({ description: 'plan id, plan id:aspect number, unit id, or light' }),
    label: z.string(),
    total: count.meta({ description: 'assignments' }),
    red: count,
    yellow: count,
    green: count,
    grey: count,
    blue: count,
    overdue: count,
    unsigned: count.meta({ description: 'not signed for yet' }),
  })
  .meta({ id: 'CockpitRow' });
type CockpitRow = z.infer<typeof CockpitRow>;

export const getCockpit = endpoint({
  method: 'GET',
  path: '/api/tasks/cockpit',
  summary: '看板 — assignments that the caller may see, counted by plan, aspect, unit or light as of now',
  tag: 'ledger',
  query: z.object({ by: z.enum(Object.keys(GROUPINGS) as [Grouping, ...Grouping[]]).default('light') }),
  response: z.object({ items: z.array(CockpitRow) }),
});

const LIGHTS = ['red', 'yellow', 'green', 'grey', 'blue'] as const;
/** What is finished is signed for. */
const UNSIGNED = ['red_unsigned', 'yellow_unsigned', 'green_unsigned', 'grey_unsigned'] as const;

/** Each light as a group of its own, out of all that is counted. What is past its deadline is red. */
const BY_LIGHT = `SELECT lit.* FROM (SELECT ${MEASURED.map((name) => `sum(${name})::integer AS ${name}`).join(', ')} FROM counted) c
  CROSS JOIN LATERAL (VALUES ${LIGHTS.map((light) => {
    const counts = LIGHTS.map((other) => (other === light ? light : '0'));
    const unsigned = UNSIGNED.find((name) => name === `${light}_unsigned`) ?? '0';
    return `('${light.toUpperCase()}', ${counts.join(', ')}, ${light === 'red' ? 'overdue' : '0'}, ${unsigned})`;
  }).join(', ')}) AS lit (light, ${LIGHTS.join(', ')}, overdue, unsigned)`;

function groupedBy(columns: string): string {
  const sums = [...LIGHTS, 'overdue'].map((name) => `sum(${name})::integer AS ${name}`).join(', ');
  return `SELECT ${columns}, ${sums}, sum(${UNSIGNED.join(' + ')})::integer AS unsigned FROM counted GROUP BY ${columns}`;
}

/**
 * Whole plans by their counts, and by what changed on dates since. Of plans that the caller may not see as a whole, his unit's
 * parts one by one, and all parts of the tasks it leads: thousands where the plans have a million.
 */
export function cockpitSql(by: Grouping): string {
  const { columns, by: counts, key, label, joins } = GROUPINGS[by];
  const { only, scopes } = COUNTS[counts];
  const measured = `c.scope_id, c.aspect_no, c.unit_id, ${MEASURED.map((name) => `c.${name}`).join(', ')}`;
  return `WITH seen AS MATERIALIZED (SELECT p.plan_id, ${SEEN_ALIKE} AS alike FROM plan p WHERE ${visibleAsAWhole()}),
    scope AS MATERIALIZED (${scopes}),
    come AS MATERIALIZED (SELECT * FROM cockpit_date WHERE changes_on <= $3),
    own AS MATERIALIZED (${OWN_TASKS}),
    part AS (
      SELECT a.plan_id, a.aspect_no, a.unit_id, ${lightSql(4)} AS light, ${overdueSql(3)} AS overdue, a.phase = 'ASSIGNED' AS unsigned
      FROM own JOIN cockpit_assignment a USING (task_id)
      WHERE ${OWN_PARTS} AND NOT EXISTS (SELECT FROM seen WHERE seen.plan_id = a.plan_id)),
    counted AS (
      SELECT ${measured} FROM scope JOIN cockpit_count c USING (scope_id) WHERE ${only}
      UNION ALL
      SELECT ${measured} FROM scope JOIN come c USING (scope_id) WHERE ${only}
      UNION ALL
      SELECT plan_id, aspect_no, unit_id, ${MEASURED.map((name) => `(${MEASURES[name]})::integer`).join(', ')} FROM part),
    g AS (${by === 'light' ? BY_LIGHT : groupedBy(columns)})
    SELECT ${key} AS key, ${label} AS label, total, red, yellow, green, grey, blue, overdue, unsigned
    FROM g CROSS JOIN LATERAL (SELECT ${LIGHTS.join(' + ')} AS total) t ${joins} WHERE total > 0 ORDER BY 1`;
}

@Injectable()
export class GetCockpit {
  constructor(private readonly database: Database) {}

  async execute(
    { query: { by } }: InputOf<typeof getCockpit>,
    { caller, now }: CommandContext,
  ): Promise<{ items: CockpitRow[] }> {
    const params = [...visibilityParams(caller, now), now];
    const { rows } = await this.database.query<CockpitRow & { label: string | null }>(cockpitSql(by), params);
    return { items: rows.map((row) => ({ ...row, label: by === 'light' ? lightWord(row.key) : wordOf(row.label) })) };
  }
}

function lightWord(key: string): string {
  return LIGHT_LABELS[key as Light];
}

function wordOf(label: string | null): string {
  return label ?? UNKNOWN_UNIT;
}
