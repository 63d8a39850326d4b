import { Injectable } from '@nestjs/common';
import { Database, endpoint, type CommandContext, type InputOf } from '#platform';
import { z } from 'zod';
import { visibilityParams, visible } from '../access/visibility.js';
import { LIGHT_LABELS, UNKNOWN_UNIT } from '../domain/labels.js';
import type { Light } from '../domain/lights.js';
import { lightSql, overdueSql } from '../persistence/light-sql.js';

/** What the cockpit counts by: the key of a group and its words, over `a`, plan `p` and unit `u`. */
const GROUPINGS = {
  plan: { key: 'p.plan_id::text', label: 'p.document_number' },
  aspect: {
    key: `p.plan_id || ':' || a.aspect_no`,
    label: `(SELECT s->>'title' FROM jsonb_array_elements(p.aspects) s WHERE (s->>'no')::integer = a.aspect_no)`,
  },
  unit: { key: 'a.unit_id::text', label: 'u.name' },
  light: { key: lightSql(4), label: 'NULL' },
} as const satisfies Record<string, { key: string; label: string }>;

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

const lit = (light: Light): string => `count(*) FILTER (WHERE light = '${light}')::integer`;

function cockpitSql(by: Grouping): string {
  const { key, label } = GROUPINGS[by];
  return `SELECT key, label, count(*)::integer AS total, ${lit('RED')} AS red, ${lit('YELLOW')} AS yellow,
      ${lit('GREEN')} AS green, ${lit('GREY')} AS grey, ${lit('BLUE')} AS blue,
      count(*) FILTER (WHERE overdue)::integer AS overdue, count(*) FILTER (WHERE phase = 'ASSIGNED')::integer AS unsigned
    FROM (
      SELECT ${key} AS key, ${label} AS label, a.phase, ${lightSql(4)} AS light, ${overdueSql(3)} AS overdue
      FROM cockpit_assignment a JOIN task t USING (task_id) JOIN plan p ON p.plan_id = a.plan_id
        LEFT JOIN directory_unit u ON u.unit_id = a.unit_id
      WHERE ${visible('ASSIGNMENT')}) counted
    GROUP BY key, label ORDER BY key`;
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
