import type { LogEvent, Transport } from '#messaging';
import { until } from '#testing';
import { World } from './world.js';

/** Brings nothing: the test hands events to the runner itself. */
const SILENT: Transport = { start: async () => undefined, stop: async () => undefined };

/** A world whose members get nothing by themselves, or what `transport` gives them. */
export function createQuietWorld(transport: () => Transport = () => SILENT): Promise<World> {
  return World.create({ name: 'kafka', carry: async () => ({ stop: async () => undefined }), transport });
}

/** All events of the log as a transport would bring them. */
export async function eventsOfLog(world: World): Promise<LogEvent[]> {
  const { path } = world.member();
  return (await path.reader('tasks').after({ position: 0, id: null }, 10_000)).events;
}

/** Waits until a generation of the counting projection is the active one. */
export async function generationActive(world: World, generation: number): Promise<void> {
  const text = `SELECT FROM projection_generation WHERE projection = 'count' AND generation = $1 AND state = 'active'`;
  await until(`generation ${generation} is active`, async () => {
    return (await world.admin.query(text, [generation])).rows.length === 1;
  });
}
