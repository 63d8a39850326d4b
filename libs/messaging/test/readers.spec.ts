import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { MessagingOperator, PostgresTransport, type Outcome } from '#messaging';
import { until } from '#testing';
import { withAround } from './world/around.js';
import { StoppingPoint } from './world/stopping-point.js';
import { World } from './world/world.js';

let world: World;
/** What became of the batches that each member read, in the order in which they started. */
let outcomes: Outcome[][];

beforeEach(async () => {
  outcomes = [];
  world = await World.create({
    name: 'postgres',
    carry: async () => ({ stop: async () => undefined }),
    transport: (_, path) => {
      const own: Outcome[] = [];
      outcomes.push(own);
      return withAround(new PostgresTransport(path, { pollInterval: 200 }), {
        after: async (_events, outcome) => void own.push(outcome),
      });
    },
  });
});

afterEach(() => world.destroy());

/** Two members that have read the same batch; the first is inside its transaction and holds the reader's row. */
async function twoReaders() {
  const inside = new StoppingPoint('the first reader holds the row');
  await world.tasks.appendMany(20);
  const first = world.member({ projections: [{ before: () => inside.pass() }] });
  await inside.reached();
  const second = world.member();
  await until('the second finds the row taken', () => outcomes[1]!.includes('busy'));
  return { first, second, inside };
}

test('of two readers of the same batch one applies it, and the other neither waits for it nor applies anything', async () => {
  const { second, inside } = await twoReaders();
  expect(second.batches).toEqual([]);
  expect(outcomes[0]).toEqual([]);
  inside.release();
  await world.everythingOnceInOrder();
  expect((await world.applied()).every(({ member }) => member === 'member-1')).toBe(true);
});

test('what a reader was doing when it died with the row in its hands is done by another', async () => {
  const { first } = await twoReaders();
  await world.kill(first);
  await world.everythingOnceInOrder();
  expect((await world.applied()).every(({ member }) => member === 'member-2')).toBe(true);
});

test('an event that ends its reader three times is parked, though a standby is turned away at it each time', async () => {
  await world.tasks.append(world.tasks.event(randomUUID()));
  const deaths = [1, 2, 3].map((death) => new StoppingPoint(`death ${death}`));
  const doomed = (death: number) => world.member({ projections: [{ before: () => deaths[death]!.pass() }] });
  let reader = doomed(0);
  for (const [death, inside] of deaths.entries()) {
    await inside.reached();
    const next = death < 2 ? doomed(death + 1) : world.member();
    await until('the standby is turned away', () => outcomes.at(-1)!.includes('busy'));
    await world.kill(reader);
    reader = next;
  }
  const operator = new MessagingOperator(reader.path);
  const [parked] = await until('the event is parked', async () => {
    const list = await operator.listParked();
    return list.length > 0 && list;
  });
  expect(parked!.error).toBe('the process ended in each of 3 attempts');
  for (const inside of deaths) inside.release();
});
