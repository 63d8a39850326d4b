import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { MessagingOperator, type ProjectionHandler } from '#messaging';
import { until } from '#testing';
import type { Scenario } from '../harness.js';
import { StoppingPoint } from '../world/stopping-point.js';
import type { World } from '../world/world.js';

const [A, B] = [randomUUID(), randomUUID()];

/** Refuses the events that are marked as poison while `poisonous` says so. */
function refusePoison(poisonous: () => boolean = () => true): ProjectionHandler {
  return (batch) => {
    if (poisonous() && batch.some(({ data }) => (data as { poison?: boolean }).poison))
      throw new TypeError('not readable');
  };
}

async function parkedPositions(operator: MessagingOperator): Promise<number[]> {
  return (await operator.listParked()).map(({ event }) => event.position);
}

/** Good events of A and B around a poison one of A: positions 1 to 5, parked are 2 and 4. */
async function appendAroundPoison({ tasks }: World): Promise<void> {
  await tasks.append(tasks.event(A));
  await tasks.append(tasks.event(A, 'changed', { poison: true }));
  await tasks.append(tasks.event(B));
  await tasks.append(tasks.event(A));
  await tasks.append(tasks.event(B));
}

/** Three members in turn end in the first event of A that they are given; Kafka may bring one of another key before it. */
async function killThreeTimes(world: World, ...events: Parameters<World['tasks']['append']>): Promise<void> {
  const forEver = new Promise<void>(() => undefined);
  for (let death = 1; death <= 3; death++) {
    const point = new StoppingPoint(`death ${death}`);
    const before: ProjectionHandler = (batch) =>
      batch.some(({ aggregateId }) => aggregateId === A) ? point.pass().then(() => forEver) : undefined;
    const member = world.member({ name: `doomed-${death}`, projections: [{ before }] });
    if (death === 1) await world.tasks.append(...events);
    await point.reached();
    await world.kill(member);
  }
}

/** Somebody waits for a mark that another transaction holds. */
async function marksAwaited(world: World): Promise<boolean> {
  const { rows } = await world.admin.query(
    `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%projection_mark%'`,
  );
  return rows.length > 0;
}

/** Handlers that refuse, die or fail for a while, and what an operator does about it. */
export const failures: readonly Scenario[] = [
  {
    name: 'a poison event is parked with everything later of its key, and all others go on',
    async run(world) {
      const member = world.member({ projections: [{ before: refusePoison() }] });
      const operator = new MessagingOperator(member.path);
      await appendAroundPoison(world);
      await until('both events of the key are parked', async () => (await parkedPositions(operator)).length === 2);
      await until('the others are applied', async () => (await world.applied()).length === 3);
      expect(await parkedPositions(operator)).toEqual([2, 4]);
      const [poison, later] = await operator.listParked();
      expect(poison?.error).toBe('TypeError: not readable');
      expect(later?.error).toBeNull();
      expect(world.alarm.find('event-parked')).toContain(
        `changed of ${A} at position 2 of tasks (trace none): TypeError: not readable`,
      );
    },
  },
  {
    name: 'retrying a key applies what is parked in order, once its cause is gone',
    async run(world) {
      let broken = true;
      const member = world.member({ projections: [{ before: refusePoison(() => broken) }] });
      const operator = new MessagingOperator(member.path);
      await appendAroundPoison(world);
      await until('both events of the key are parked', async () => (await parkedPositions(operator)).length === 2);
      expect(await operator.retry('record', A)).toEqual({ applied: 0, left: 2, error: 'TypeError: not readable' });
      broken = false;
      expect(await operator.retry('record', A)).toEqual({ applied: 2, left: 0 });
      await world.everythingOnceInOrder();
      // Effects outside the tables: a restored source must name them, however late they came.
      const { rows } = await world.admin.query<{ position: number }>('SELECT position FROM handled_event ORDER BY 1');
      expect(rows.map(({ position }) => position)).toEqual([1, 2, 3, 4, 5]);
    },
  },
  {
    name: 'an event that comes while its key is drained waits for the drain',
    async run(world) {
      let broken = true;
      const drain = new StoppingPoint('the drain holds the mark of the slot');
      const before: ProjectionHandler = async (batch, context) => {
        refusePoison(() => broken)(batch, context);
        if (!broken && batch[0]?.position === 2) await drain.pass();
      };
      const member = world.member({ projections: [{ before }] });
      const operator = new MessagingOperator(member.path);
      await appendAroundPoison(world);
      await until('both events of the key are parked', async () => (await parkedPositions(operator)).length === 2);
      broken = false;
      const drained = operator.retry('record', A);
      await drain.reached();
      await world.tasks.append(world.tasks.event(A));
      await until('the new event waits for the mark', () => marksAwaited(world));
      drain.release();
      await drained;
      await operator.retry('record', A); // what came in between was parked behind the rest
      await world.everythingOnceInOrder();
    },
  },
  {
    name: 'a skipped event is never applied, its successors are, and the reason is kept',
    async run(world) {
      const member = world.member({ projections: [{ before: refusePoison() }] });
      const operator = new MessagingOperator(member.path);
      await appendAroundPoison(world);
      await until('both events of the key are parked', async () => (await parkedPositions(operator)).length === 2);
      const [poison, later] = await operator.listParked();
      await expect(operator.skip('record', later!.event.id, 'no', 'op')).rejects.toThrow('waits behind an earlier one');
      await operator.skip('record', poison!.event.id, 'sent twice by the old system', 'op');
      expect(await operator.retry('record', A)).toEqual({ applied: 1, left: 0 });
      await world.everythingOnceInOrder(world.tasks, 'record', [poison!.event.id]);
      const { rows } = await world.admin.query('SELECT reason, skipped_by FROM skipped_event');
      expect(rows).toEqual([{ reason: 'sent twice by the old system', skipped_by: 'op' }]);
    },
  },
  {
    name: 'a skip that comes while the event is being applied is refused and leaves no record',
    async run(world) {
      let broken = true;
      const drain = new StoppingPoint('the drain holds the mark of the slot');
      const before: ProjectionHandler = async (batch, context) => {
        refusePoison(() => broken)(batch, context);
        if (!broken && batch[0]?.position === 2) await drain.pass();
      };
      const member = world.member({ projections: [{ before }] });
      const operator = new MessagingOperator(member.path);
      await appendAroundPoison(world);
      await until('both events of the key are parked', async () => (await parkedPositions(operator)).length === 2);
      const [poison] = await operator.listParked();
      broken = false;
      const drained = operator.retry('record', A);
      await drain.reached();
      const answer = operator.skip('record', poison!.event.id, 'no', 'op').catch((error: Error) => error.message);
      await until('the skip waits for the mark', () => marksAwaited(world));
      drain.release();
      await drained;
      expect(await answer).toContain('is no longer parked');
      expect((await world.admin.query('SELECT FROM skipped_event')).rows).toEqual([]);
      await world.everythingOnceInOrder();
    },
  },
  {
    name: 'events of types that the projection does not take move the marks and nothing else',
    async run(world) {
      const member = world.member();
      await world.tasks.append(
        world.tasks.event(A, 'invented-later'),
        world.tasks.event(A),
        world.tasks.event(A, 'other'),
      );
      await world.everythingOnceInOrder();
      expect(member.batches.flat()).toEqual(['changed']);
      const operator = new MessagingOperator(member.path);
      await until('the marks have passed all three', async () => (await operator.lag())[0]?.events === 0);
    },
  },
  {
    name: 'a failure that passes by itself is tried again and parks nothing',
    async run(world) {
      let left = 3;
      const before = () => {
        if (left-- > 0) throw Object.assign(new Error('deadlock detected'), { code: '40P01' });
      };
      const member = world.member({ projections: [{ before }] });
      await world.tasks.append(world.tasks.event(A), world.tasks.event(B));
      await world.everythingOnceInOrder();
      expect(left).toBeLessThanOrEqual(0);
      expect(await parkedPositions(new MessagingOperator(member.path))).toEqual([]);
      const { rows } = await world.admin.query('SELECT FROM event_attempt');
      expect(rows).toEqual([]);
    },
  },
  {
    name: 'a session that dies between effects and commit leaves nothing, and the batch is applied again',
    async run(world) {
      const effects = new StoppingPoint('inside the batch’s transaction');
      let pid = 0;
      const before: ProjectionHandler = async (_, context) => {
        pid ||= (await context.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')).rows[0]!.pid;
        await effects.pass();
      };
      world.member({ projections: [{ before }] });
      await world.tasks.append(world.tasks.event(A), world.tasks.event(B));
      await effects.reached();
      await world.admin.query('SELECT pg_terminate_backend($1)', [pid]);
      effects.release();
      await world.everythingOnceInOrder();
    },
  },
  {
    name: 'an event that ended the process three times is parked at the next start',
    async run(world) {
      await killThreeTimes(world, world.tasks.event(A), world.tasks.event(B), world.tasks.event(A));
      const member = world.member();
      const operator = new MessagingOperator(member.path);
      await until('the event and its successor are parked', async () => (await parkedPositions(operator)).length === 2);
      await until('the other aggregate goes on', async () => (await world.applied()).length === 1);
      const parked = await operator.listParked();
      expect(parked.map(({ event }) => event.aggregateVersion)).toEqual([1, 2]);
      expect(parked[0]?.error).toBe('the process ended in each of 3 attempts');
      expect(await operator.retry('record', A)).toEqual({ applied: 2, left: 0 });
      await world.everythingOnceInOrder();
    },
  },
  {
    name: 'an event that ends the process is counted behind an event of its slot that the projection ignores',
    async run(world) {
      await killThreeTimes(world, world.tasks.event(A, 'other'), world.tasks.event(A));
      const operator = new MessagingOperator(world.member().path);
      await until('the killer is parked', async () => (await parkedPositions(operator)).length === 1);
      expect((await operator.listParked())[0]?.event.type).toBe('changed');
      expect(await operator.retry('record', A)).toEqual({ applied: 1, left: 0 });
      await world.everythingOnceInOrder();
    },
  },
];
