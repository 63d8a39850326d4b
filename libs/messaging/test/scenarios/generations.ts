import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { MessagingOperator, type ProjectionHandler } from '#messaging';
import { until } from '#testing';
import type { Scenario } from '../harness.js';
import { activeGeneration, byKey, COUNT, counted, countsMatch, generationsMade } from '../world/counted.js';
import { aggregateInSlot, type World } from '../world/world.js';

/** How many sessions wait for a mark that another one holds. */
async function waitingForMarks(world: World): Promise<number> {
  const { rows } = await world.admin.query(
    `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%projection_mark%'`,
  );
  return rows.length;
}

/** How many sessions wait for the reader's row of a generation. */
async function waitingForScan(world: World): Promise<number> {
  const { rows } = await world.admin.query(
    `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%projection_scan%'`,
  );
  return rows.length;
}

/** New lives of a projection, built beside the old one. */
export const generations: readonly Scenario[] = [
  {
    name: 'a projection is rebuilt into new tables while events go on arriving, and swapped',
    async run(world) {
      const member = world.member({ projections: [COUNT] });
      await world.tasks.appendMany(60);
      await countsMatch(world);
      await world.admin.query('UPDATE counted SET events = events + 100'); // what a rebuild mends
      const arriving = world.tasks.appendMany(60);
      await new MessagingOperator(member.path).rebuild('count');
      await arriving;
      await until('the new generation is active', async () => (await activeGeneration(world)) === 2);
      await countsMatch(world);
      await world.tasks.appendMany(5);
      await countsMatch(world);
    },
  },
  {
    name: 'a swap keeps the names of indexes and constraints, the storage parameters, and the rights of the runtime role',
    async run(world) {
      const describe = async () => {
        const indexes = await world.admin.query(
          `SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'watch' AND tablename LIKE 'counted%' ORDER BY 1`,
        );
        const constraints = await world.admin.query(
          `SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = 'watch.counted'::regclass ORDER BY 1`,
        );
        const table = await world.admin.query(
          `SELECT reloptions, relacl::text, relowner::regrole::text FROM pg_class WHERE oid = 'watch.counted'::regclass`,
        );
        return [indexes.rows, constraints.rows, table.rows];
      };
      const before = await describe();
      const member = world.member({ projections: [COUNT] });
      await world.tasks.appendMany(3);
      await countsMatch(world);
      await new MessagingOperator(member.path).rebuild('count');
      await until('the new generation is active', async () => (await activeGeneration(world)) === 2);
      expect(await describe()).toEqual(before);
    },
  },
  {
    name: 'a rebuild that is asked for while one takes over leaves that one active until the next is built',
    async run(world) {
      const member = world.member({ projections: [COUNT] });
      await world.tasks.append(world.tasks.event(aggregateInSlot(1)));
      await countsMatch(world);
      const operator = new MessagingOperator(member.path);
      const holder = await world.admin.connect();
      await holder.query('BEGIN');
      await holder.query('LOCK TABLE counted IN ACCESS SHARE MODE'); // the swap waits for it, with the marks in its hands
      await operator.rebuild('count');
      await until('the swap waits for the table', async () => {
        const { rows } = await world.admin.query(
          `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%swap_shadow_tables%'`,
        );
        return rows.length === 1;
      });
      const again = operator.rebuild('count');
      await until('the rebuild waits behind the swap', async () => (await waitingForScan(world)) === 1);
      await holder.query('COMMIT');
      holder.release();
      await again;
      await until('the last one is active', async () => (await activeGeneration(world)) === 3);
      await countsMatch(world);
      expect(await generationsMade(world)).toBe(3);
    },
  },
  {
    name: 'a new generation that parks what the old one has applied does not take over until it is dealt with',
    async run(world) {
      let broken = false;
      const before: ProjectionHandler = (batch, context) => {
        if (broken && context.replay && batch.some(({ aggregateVersion }) => aggregateVersion === 2))
          throw new TypeError('no');
      };
      const member = world.member({ projections: [{ ...COUNT, before }] });
      const operator = new MessagingOperator(member.path);
      const key = randomUUID();
      await world.tasks.append(world.tasks.event(key), world.tasks.event(key), world.tasks.event(key));
      await countsMatch(world);
      broken = true;
      await operator.rebuild('count');
      await until('the swap is refused', () => world.alarm.find('generation-blocked'));
      expect(await activeGeneration(world)).toBe(1);
      broken = false;
      await until('what is parked is applied', async () => (await operator.retry('count', key)).applied > 0);
      await until('the new generation is active', async () => (await activeGeneration(world)) === 2);
      await countsMatch(world);
    },
  },
  {
    name: 'an event that is parked in the active and in the building generation is skipped in both',
    async run(world) {
      let broken = false;
      const before: ProjectionHandler = (batch, context) => {
        if (batch.some(({ data }) => (data as { poison?: boolean }).poison)) throw new TypeError('not readable');
        if (broken && context.replay && batch.some(({ aggregateVersion }) => aggregateVersion === 2))
          throw new TypeError('no');
      };
      const member = world.member({ projections: [{ ...COUNT, before }] });
      const operator = new MessagingOperator(member.path);
      const [poisoned, other] = [randomUUID(), randomUUID()];
      await world.tasks.append(
        world.tasks.event(poisoned, 'changed', { poison: true }),
        world.tasks.event(other),
        world.tasks.event(other),
      );
      await until('the poison is parked', async () => (await operator.listParked()).length === 1);
      broken = true; // else the new generation would take over with what it parked
      await operator.rebuild('count');
      await until('the swap is refused', () => world.alarm.find('generation-blocked'));
      const parked = (await operator.listParked()).filter(({ event }) => event.aggregateId === poisoned);
      expect(parked.map(({ generation }) => generation)).toEqual([1, 2]);
      await operator.skip('count', parked[0]!.event.id, 'never happened', 'op');
      expect((await operator.listParked()).map(({ event }) => event.aggregateId)).toEqual([other]);
    },
  },
  {
    name: 'a key that is retried while its generation takes over is applied to the tables that took over',
    async run(world) {
      const [poisoned, other] = [aggregateInSlot(1), aggregateInSlot(2)];
      let poisonous = true;
      const before: ProjectionHandler = (batch, context) => {
        const refused = batch.some(({ aggregateId, aggregateVersion }) => {
          return aggregateId === poisoned ? poisonous : context.replay && aggregateVersion === 2;
        });
        if (refused) throw new TypeError('no');
      };
      const member = world.member({ projections: [{ ...COUNT, before }] });
      const operator = new MessagingOperator(member.path);
      await world.tasks.append(world.tasks.event(poisoned), world.tasks.event(other), world.tasks.event(other));
      await until('the poison is parked', async () => (await operator.listParked()).length === 1);
      await operator.rebuild('count');
      await until('the swap is refused', () => world.alarm.find('generation-blocked'));

      const holder = await world.admin.connect();
      await holder.query('BEGIN');
      await holder.query('SELECT FROM projection_mark WHERE generation = 2 AND slot = 1 FOR UPDATE');
      const blocking = (await operator.listParked()).find(({ event }) => event.aggregateId === other);
      await operator.skip('count', blocking!.event.id, 'in the way', 'op');
      await until('the swap waits for the mark', async () => (await waitingForMarks(world)) === 1);
      poisonous = false;
      const retried = operator.retry('count', poisoned);
      await until('the retry waits behind the swap', async () => (await waitingForMarks(world)) === 2);
      await holder.query('COMMIT');
      holder.release();
      expect(await retried).toEqual({ applied: 1, left: 0 });
      expect(await counted(world)).toEqual(
        byKey([
          [poisoned, 1],
          [other, 1],
        ]),
      );
    },
  },
  {
    name: 'a later generation leaves out what an operator skipped in an earlier one',
    async run(world) {
      const before: ProjectionHandler = (batch) => {
        if (batch.some(({ data }) => (data as { poison?: boolean }).poison)) throw new TypeError('not readable');
      };
      const member = world.member({ projections: [{ ...COUNT, before }] });
      const operator = new MessagingOperator(member.path);
      const key = randomUUID();
      await world.tasks.append(
        world.tasks.event(key),
        world.tasks.event(key, 'changed', { poison: true }),
        world.tasks.event(key),
      );
      const parked = await until('the poison is parked', async () => {
        const list = await operator.listParked();
        return list.length === 2 && list;
      });
      await operator.skip('count', parked[0]!.event.id, 'never happened', 'op');
      await operator.retry('count', key);
      await operator.rebuild('count');
      await until('the new generation is active', async () => (await activeGeneration(world)) === 2);
      expect(await counted(world)).toEqual([[key, 2]]);
      expect(await operator.listParked()).toEqual([]);
    },
  },
];
