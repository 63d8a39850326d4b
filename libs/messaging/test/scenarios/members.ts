import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { until } from '#testing';
import type { Scenario } from '../harness.js';

/** Several members, several sources, and consumers that come late. */
export const members: readonly Scenario[] = [
  {
    name: 'two members of a service apply everything once, also when one of them stops',
    async run(world) {
      const [first] = [world.member(), world.member()];
      await world.tasks.appendMany(40);
      await first.stop();
      await world.tasks.appendMany(40);
      await world.everythingOnceInOrder();
    },
  },
  {
    name: 'a new consumer starts from the beginning of the log',
    async run(world) {
      await world.tasks.appendMany(30);
      world.member();
      await world.everythingOnceInOrder();
    },
  },
  {
    name: 'a consumer that was away goes on where it stopped',
    async run(world) {
      const first = world.member();
      await world.tasks.appendMany(10);
      await world.everythingOnceInOrder();
      await first.stop();
      await world.tasks.appendMany(10);
      world.member();
      await world.everythingOnceInOrder();
    },
  },
  {
    name: 'two projections of one source have marks of their own: one that fails does not hold up the other',
    async run(world) {
      const broken = () => {
        throw Object.assign(new Error('disk full'), { code: '53100' });
      };
      // Through Kafka the other one looks for what waits in the partition: the second time at its first look, the third
      // time at the next one, which would come too late if it were as rare as those of a busy source.
      world.member({ lookInterval: 10_000, projections: [{ name: 'broken', before: broken }, {}] });
      for (let round = 0; round < 3; round++) {
        await world.tasks.appendMany(20);
        await world.everythingOnceInOrder();
      }
      expect(await world.applied('broken')).toEqual([]);
    },
  },
  {
    name: 'a task for a unit that is not yet known is completed when the unit comes, and the other way round',
    async run(world) {
      await world.admin.query(
        'CREATE TABLE watch.joined (unit uuid PRIMARY KEY, named boolean DEFAULT false, tasks integer DEFAULT 0)',
      );
      await world.admin.query('GRANT ALL ON watch.joined TO watch_runtime');
      const join = (set: string) => async (batch: readonly { aggregateId: string }[], context: { query: Function }) => {
        const text = `INSERT INTO joined AS j (unit, ${set.split(' ')[0]}) SELECT DISTINCT id, ${set.split(' ')[1]} FROM unnest($1::uuid[]) AS id
          ON CONFLICT (unit) DO UPDATE SET ${set.split(' ')[0]} = excluded.${set.split(' ')[0]}`;
        await context.query(text, [batch.map(({ aggregateId }) => aggregateId)]);
      };
      world.member({
        projections: [
          { name: 'tasks', before: join('tasks 1') },
          { name: 'units', source: 'units', before: join('named true') },
        ],
      });
      const [early, late] = [randomUUID(), randomUUID()];
      await world.tasks.append(world.tasks.event(early));
      await world.everythingOnceInOrder(world.tasks, 'tasks');
      await world.units.append(world.units.event(early), world.units.event(late));
      await world.everythingOnceInOrder(world.units, 'units');
      await world.tasks.append(world.tasks.event(late));
      await until('both units are named and have their task', async () => {
        const { rows } = await world.admin.query('SELECT FROM watch.joined WHERE named AND tasks = 1');
        return rows.length === 2;
      });
    },
  },
];
