import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  MessagingOperator,
  type LogEvent,
  type Outcome,
  type ProjectionHandler,
  type RunningProjection,
  type Transport,
} from '#messaging';
import { CHUNK } from '../src/healing/healing.js';
import type { ProjectionRunner } from '../src/projection/projection-runner.js';
import { COUNT } from './world/counted.js';
import type { MemberProjection } from './world/member.js';
import { createQuietWorld, eventsOfLog, generationActive } from './world/quiet-world.js';
import { StoppingPoint } from './world/stopping-point.js';
import type { World } from './world/world.js';

let world: World;
let runner: ProjectionRunner;
let transport: Transport;

beforeEach(async () => {
  transport = { start: async () => undefined, stop: async () => undefined };
  world = await createQuietWorld(() => transport);
  runner = world.member().runner();
  await runner.open();
});

afterEach(() => world.destroy());

describe('a gap inside a batch, of a projection that is past its first one,', () => {
  const id = randomUUID();

  beforeEach(async () => {
    await world.tasks.append(world.tasks.event(id));
    expect(await runner.process(await eventsOfLog(world))).toBe('done');
  });

  test.each([
    { what: 'events that it takes', type: 'changed', oneByOne: false },
    { what: 'events that it takes, one by one', type: 'changed', oneByOne: true },
    { what: 'events of another type', type: 'other', oneByOne: false },
    { what: 'events of another type, one by one', type: 'other', oneByOne: true },
  ])('is filled from the log before the rest of the batch is applied: $what', async ({ type, oneByOne }) => {
    for (let i = 0; i < 5; i++) await world.tasks.append(world.tasks.event(id, type));
    const batch = (await eventsOfLog(world)).slice(1);
    expect(await runner.process([batch[0]!, batch[4]!], { oneByOne })).toBe('done');
    await world.everythingOnceInOrder();
    const { rows } = await world.admin.query('SELECT max(position) AS position FROM projection_mark');
    expect(rows).toEqual([{ position: 6 }]);
    expect(world.alarm.raised).toEqual([]);
  });

  test('is not filled when the log began a new life behind its first event: the projection stops', async () => {
    await world.tasks.append(world.tasks.event(id));
    const [, next] = await eventsOfLog(world);
    await world.admin.query('UPDATE tasks.event_log_epoch SET epoch = gen_random_uuid()');
    await world.tasks.append(world.tasks.event(id));
    const [, , ofNewLife] = await eventsOfLog(world);
    expect(await runner.process([next!, ofNewLife!])).toBe('stopped');
    expect(await world.applied()).toHaveLength(1);
  });
});

describe('a member that is stopped during a long catch-up', () => {
  const CHUNKS = 4;
  let last: LogEvent;

  beforeEach(async () => {
    const id = randomUUID();
    await world.tasks.append(...Array.from({ length: CHUNKS * CHUNK }, () => world.tasks.event(id)));
    await world.admin.query('UPDATE tasks.relay_cursor SET cursor = $1', [CHUNKS * CHUNK]);
    last = (await eventsOfLog(world)).at(-1)!;
  });

  test.each([
    ['fills a gap', (projection: RunningProjection) => projection.process([last])],
    ['looks for what never arrived', (projection: RunningProjection) => projection.look()],
    ['looks one by one at first', (projection: RunningProjection) => projection.look({ oneByOne: true })],
  ])('and %s ends at its next chunk, and another one goes on', async (_, work) => {
    const { stopped, outcome } = await stoppedInside(work);
    expect(await outcome).toBe('retry');
    await stopped;
    expect((await world.applied()).length).toBeLessThan(2 * CHUNK);
    expect(world.alarm.raised).toEqual([]);
    expect(await runner.look()).toBe('done');
    await world.everythingOnceInOrder();
  });

  test('and builds a generation ends it at its next chunk, and another one goes on', async () => {
    const inside = new StoppingPoint('inside the first chunk of the new generation');
    const before: ProjectionHandler = (_, context) => (context.replay ? inside.pass() : undefined);
    const projections: MemberProjection[] = [{ ...COUNT, before }];
    const member = world.member({ projections });
    await member.runner('count').open();
    expect(await member.runner('count').look()).toBe('done');
    await new MessagingOperator(member.path).rebuild('count');
    await inside.reached();
    const stopped = member.stop();
    inside.release();
    await stopped;
    const { rows } = await world.admin.query('SELECT sum(events)::integer AS events FROM counted__next');
    expect(rows[0]!.events).toBeLessThan(2 * CHUNK);
    await world.member({ projections }).runner('count').open();
    await generationActive(world, 2);
  });

  /** A member that is told to stop while its handler is in the middle of the first chunk. */
  async function stoppedInside(work: (projection: RunningProjection) => Promise<Outcome>) {
    const inside = new StoppingPoint('inside the first chunk');
    let working: Promise<Outcome> | undefined;
    transport = {
      start: async ([projection]) => void (working = work(projection!)),
      stop: async () => void (await working),
    };
    const member = world.member({ projections: [{ before: () => inside.pass() }] });
    await inside.reached();
    const stopped = member.stop();
    inside.release();
    return { stopped, outcome: working! };
  }
});
