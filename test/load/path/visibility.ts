import type pg from 'pg';
import { durationsOf, type Durations } from '../statistics.js';

/** Where an acceptance shows in each consumer, and when the transaction that showed it committed. */
const SHOWN = {
  cockpit: `SELECT assignment_id AS id, xmin FROM tasks.cockpit_assignment WHERE phase = 'ACCEPTED'`,
  facts: `SELECT assignment_id AS id, xmin FROM assessment.assignment_record WHERE kind IN ('SIGNED_IN_TIME', 'SIGNED_LATE')`,
  timetable: `SELECT assignment_id AS id, xmin FROM notifications.timetable_entry WHERE rule = 'SIGN_DUE' AND state <> 'PLANNED'`,
} as const;

export type Visibility = Record<keyof typeof SHOWN | 'everywhere', Durations>;

/**
 * Milliseconds from the moment each request was due to the commit of its effect, by PostgreSQL's own commit times.
 * @throws Error when an effect is missing: a figure of the others would hide a loss
 */
export async function visibilityOf(
  database: pg.Client,
  ids: readonly string[],
  dueAt: readonly number[],
): Promise<Visibility> {
  const everywhere = dueAt.map(() => 0);
  const result: Partial<Visibility> = {};
  for (const [consumer, shown] of Object.entries(SHOWN) as [keyof typeof SHOWN, string][]) {
    const committed = await commitTimes(database, shown, ids);
    const durations = ids.map((id, index) => {
      const at = committed.get(id);
      if (at === undefined) throw new Error(`The acceptance of ${id} does not show in ${consumer}.`);
      return at - (dueAt[index] as number);
    });
    durations.forEach((duration, index) => (everywhere[index] = Math.max(everywhere[index] as number, duration)));
    result[consumer] = durationsOf(durations);
  }
  return { ...result, everywhere: durationsOf(everywhere) } as Visibility;
}

async function commitTimes(database: pg.Client, shown: string, ids: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await database.query<{ id: string; at: number }>(
    `SELECT id, extract(epoch FROM pg_xact_commit_timestamp(xmin))::float8 * 1000 AS at FROM (${shown} AND assignment_id = ANY ($1)) s`,
    [ids],
  );
  return new Map(rows.map(({ id, at }) => [id, at]));
}
