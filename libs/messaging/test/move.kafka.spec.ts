import { afterEach, beforeEach, test } from 'vitest';
import { PostgresTransport, Relay } from '#messaging';
import { partsOfRelay, testSettings, transportOf } from './kafka/kafka-world.js';
import { World } from './world/world.js';

let world: World;
let mode: 'embedded' | 'cluster';

beforeEach(async () => {
  world = await World.create({
    name: 'kafka',
    carry: async () => ({ stop: async () => undefined }),
    transport: (of, path, options) =>
      mode === 'cluster' ? transportOf(path, testSettings(of), options) : new PostgresTransport(path, options),
  });
});

afterEach(() => world.destroy());

/** Runs the services in one mode, with events that come before they start and while they run. */
async function live(as: typeof mode): Promise<void> {
  mode = as;
  await world.tasks.appendMany(10);
  const relay = as === 'cluster' ? new Relay(partsOfRelay(world, 'tasks', testSettings(world))) : undefined;
  relay?.start();
  const member = world.member();
  await world.tasks.appendMany(20);
  await world.everythingOnceInOrder();
  await member.stop();
  await relay?.stop();
}

test('data that moves from one machine to a cluster and back loses nothing and applies nothing twice', async () => {
  await live('embedded');
  await live('cluster');
  await live('embedded');
  await live('cluster');
});
