import { plusDays } from '../client/dates.js';
import { COORDINATOR } from '../client/people.js';
import type { Random } from '../random.js';
import { CLUSTER, orTakeBack, type FaultKind, type Stage } from './fault.js';

const LEASE_MS = 10_000;
const MOVED_DEADLINES = 10;

/**
 * Two processes of notifications run while reminders fall due: each is decided by one of them. The clock stands meanwhile:
 * a demonstration's clock moves only in the process that takes the event.
 */
const TWO_SCHEDULERS: FaultKind = {
  name: 'two schedulers at once',
  modes: CLUSTER,
  takes: ['clock', 'processes', 'PostgreSQL'],
  inject: async (stage, random) => {
    const { product, bench } = stage;
    const { postgres } = bench;
    const decided = async () => {
      const text = 'SELECT count(*)::integer AS count FROM notifications.reminder';
      const [row] = await postgres.query<{ count: number }>(text, [], product.options.names.notifications);
      return row?.count ?? 0;
    };
    const replica = await product.startReplica('notifications');
    const before = await orTakeBack(
      () => replica.hold(),
      async () => {
        const count = await decided();
        await bringNear(stage, random);
        return count;
      },
    );
    let after = before;
    return {
      lasts: random.int(3_000, 6_000),
      heal: async () => {
        after = await decided();
        await replica.hold();
      },
      proof: () =>
        Promise.resolve(after > before ? `${after - before} reminders decided beside a second process` : null),
    };
  },
};

/** Deadlines of tomorrow: their reminders are due at once. */
async function bringNear({ desk, clock }: Stage, random: Random): Promise<void> {
  const open = desk.board.tasks.filter(({ ended, parts }) => !ended && parts.length > 0);
  for (const { taskId } of random.shuffled(open).slice(0, MOVED_DEADLINES)) {
    const path = `/api/tasks/tasks/${taskId}/deadline`;
    const body = { deadline: plusDays(clock.today, random.int(1, 3)), reason: '提前' };
    await desk.send({ username: COORDINATOR, action: 'set-deadline', method: 'PUT', taskId, path, body });
  }
}

/** The scheduler is away while due dates go by. */
const SCHEDULER_DOWN: FaultKind = {
  name: 'scheduler down over due dates',
  modes: CLUSTER,
  takes: ['clock', 'processes'],
  inject: async ({ product, clock }, random) => {
    const process = product.process('notifications');
    await process.hold();
    const from = clock.today;
    let moved = 0;
    await orTakeBack(
      () => process.release(),
      async () => {
        for (let step = 0; step < 2; step++) if (await clock.moveOn(random.int(1, 2))) moved++;
      },
    );
    return {
      lasts: random.int(200, 1_000),
      heal: () => process.release(),
      proof: () => Promise.resolve(moved > 0 ? `away from ${from} to ${clock.today}` : null),
    };
  },
};

/** The relay stands still for longer than its lease, another goes on, and then it wakes up and does not know it. */
const RELAY_STOPPED: FaultKind = {
  name: 'relay stopped past its lease',
  modes: CLUSTER,
  takes: ['clock', 'processes', 'PostgreSQL'],
  inject: async ({ product, bench: { postgres } }, random) => {
    const holder = async () => {
      const text = 'SELECT holder FROM tasks.relay_lease';
      const [row] = await postgres.query<{ holder: string | null }>(text, [], product.options.names.tasks);
      return row?.holder ?? '';
    };
    const replica = await product.startReplica('tasks');
    const before = await orTakeBack(() => replica.hold(), holder);
    const process = product.process('tasks');
    process.pause();
    let after = before;
    return {
      lasts: LEASE_MS + random.int(1_000, 3_000),
      heal: async () => {
        after = await holder().catch(() => '');
        process.resume();
        await replica.hold();
      },
      proof: () =>
        Promise.resolve(after !== before && after !== '' ? `the lease went from ${before} to ${after}` : null),
    };
  },
};

export const REPLICAS: readonly FaultKind[] = [TWO_SCHEDULERS, SCHEDULER_DOWN, RELAY_STOPPED];
