import { until } from '#testing';
import type { MemberProjection } from './member.js';
import type { World } from './world.js';

/** A projection that is rebuilt into copies of its table. */
export const COUNT: MemberProjection = { name: 'count', tables: ['counted'] };

/** What the projection's table says. */
export async function counted(world: World): Promise<[string, number][]> {
  const { rows } = await world.admin.query<{ aggregate_id: string; events: number }>('SELECT * FROM counted');
  return byKey(rows.map(({ aggregate_id, events }) => [aggregate_id, events]));
}

async function inLog(world: World, types: readonly string[]): Promise<[string, number][]> {
  const of = (await world.tasks.log()).filter(({ type }) => types.includes(type));
  return byKey([...Map.groupBy(of, (row) => row.aggregate_id)].map(([id, rows]) => [id, rows.length]));
}

/** Counts in an order in which they can be compared. */
export function byKey(counts: [string, number][]): [string, number][] {
  return counts.sort(([a], [b]) => a.localeCompare(b));
}

export async function countsMatch(world: World, types = ['changed']): Promise<void> {
  await until('the table counts what the log holds', async () => {
    return JSON.stringify(await counted(world)) === JSON.stringify(await inLog(world, types));
  });
}

export async function activeGeneration(world: World): Promise<number> {
  const text = `SELECT generation FROM projection_generation WHERE projection = 'count' AND state = 'active'`;
  return (await world.admin.query<{ generation: number }>(text)).rows[0]?.generation ?? 0;
}

export async function generationsMade(world: World): Promise<number> {
  return (await world.admin.query(`SELECT FROM projection_generation WHERE projection = 'count'`)).rows.length;
}
