import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { MessagingOperator, type ProjectionHandler } from '#messaging';
import { until } from '#testing';
import type { Scenario } from '../harness.js';
import { activeGeneration, COUNT, countsMatch, generationsMade } from '../world/counted.js';

/** Parks in the new generation what the active one has applied, so that the new one is not let take over. */
const refusesSecond: ProjectionHandler = (batch, context) => {
  if (context.replay && batch.some(({ aggregateVersion }) => aggregateVersion === 2)) throw new TypeError('no');
};

/** Builds of a service with different lists of types, one after the other and beside each other. */
export const builds: readonly Scenario[] = [
  {
    name: 'a changed list of types starts a new generation that has learned what the old one passed over',
    async run(world) {
      const old = world.member({ projections: [COUNT] });
      await world.tasks.appendMany(10);
      await world.tasks.appendMany(10, 'renamed');
      await countsMatch(world);
      const types = ['changed', 'renamed'];
      world.member({ projections: [{ ...COUNT, types }] });
      await until('the new generation is active', async () => (await activeGeneration(world)) === 2);
      await countsMatch(world, types);
      await world.tasks.appendMany(10, 'renamed'); // the old build runs on, and writes nothing any more
      await countsMatch(world, types);
      await old.stop();
    },
  },
  {
    name: 'a process of the old build that starts late does not undo the new one',
    async run(world) {
      const types = ['changed', 'renamed'];
      const old = world.member({ projections: [COUNT] });
      await world.tasks.appendMany(4);
      await countsMatch(world);
      await old.stop();
      world.member({ projections: [{ ...COUNT, types }] });
      await until('the new generation is active', async () => (await activeGeneration(world)) === 2);
      world.member({ projections: [COUNT] });
      await world.tasks.appendMany(4, 'renamed');
      await countsMatch(world, types);
      expect(await activeGeneration(world)).toBe(2);
    },
  },
  {
    name: 'a build that was rolled back says once that it waits, and goes on after the operator’s rebuild',
    async run(world) {
      const first = world.member({ projections: [COUNT] });
      await world.tasks.appendMany(4);
      await countsMatch(world);
      await first.stop();
      const newer = world.member({ projections: [{ ...COUNT, types: ['changed', 'renamed'] }] });
      await until('the new generation is active', async () => (await activeGeneration(world)) === 2);
      await newer.stop();
      const rolledBack = world.member({ projections: [COUNT] });
      const alarm = await until('the roll-back is told', () => world.alarm.find('projection-idle'));
      expect(alarm).toContain('generation 2 of another build (changed, renamed)');
      expect(alarm).toContain("operator's rebuild");
      await world.tasks.appendMany(4);
      await new MessagingOperator(rolledBack.path).rebuild('count');
      await until('the rebuilt generation is active', async () => (await activeGeneration(world)) === 3);
      await world.tasks.appendMany(4);
      await countsMatch(world);
      expect(world.alarm.raised.filter(({ code }) => code === 'projection-idle')).toHaveLength(1);
    },
  },
  {
    name: 'a third list of types takes the place of a second one that is still being built, and both builds agree about it',
    async run(world) {
      const first = world.member({ projections: [COUNT] });
      const key = randomUUID();
      await world.tasks.append(world.tasks.event(key), world.tasks.event(key), world.tasks.event(key, 'fixed'));
      await countsMatch(world);
      const types = ['changed', 'renamed'];
      world.member({ lookInterval: 100, projections: [{ ...COUNT, types, before: refusesSecond }] });
      await until('the second list’s swap is refused', () => world.alarm.find('generation-blocked'));
      await first.stop();
      world.member({ projections: [{ ...COUNT, types: ['changed', 'fixed'] }] });
      await until('the third list is active', async () => (await activeGeneration(world)) === 3);
      const alarm = await until('the second build says that it waits', () => world.alarm.find('projection-idle'));
      expect(alarm).toContain('generation 3 of another build (changed, fixed)');
      await world.tasks.appendMany(4, 'fixed');
      await countsMatch(world, ['changed', 'fixed']);
      expect(await generationsMade(world)).toBe(3);
    },
  },
  {
    name: 'a list of types whose building was given up is built again',
    async run(world) {
      world.member({ projections: [COUNT] });
      const key = randomUUID();
      await world.tasks.append(world.tasks.event(key), world.tasks.event(key));
      await countsMatch(world);
      let broken = true;
      const before: ProjectionHandler = (batch, context) => (broken ? refusesSecond(batch, context) : undefined);
      world.member({ projections: [{ ...COUNT, types: ['changed', 'renamed'], before }] });
      await until('the swap is refused', () => world.alarm.find('generation-blocked'));
      broken = false;
      await world.admin.query(
        'UPDATE projection_mark SET event_id = gen_random_uuid() WHERE generation = 2 AND position > 0',
      );
      await until('another generation of the list is active', async () => (await activeGeneration(world)) === 3);
      expect(
        world.alarm.raised.some(({ message }) => message.includes('Generation 2 of watch.count is given up')),
      ).toBe(true);
      await countsMatch(world);
    },
  },
  {
    name: 'a process that does not know a parked event’s type neither retries it nor accepts a restored source for its generation',
    async run(world) {
      const old = world.member({ projections: [COUNT] });
      await world.tasks.appendMany(2);
      await countsMatch(world);
      let broken = true;
      const before: ProjectionHandler = (batch) => {
        if (broken && batch.some(({ type }) => type === 'renamed')) throw new TypeError('not readable');
      };
      const types = ['changed', 'renamed'];
      const newer = world.member({ lookInterval: 100, projections: [{ ...COUNT, types, before }] });
      await until('the new generation is active', async () => (await activeGeneration(world)) === 2);
      const key = randomUUID();
      await world.tasks.append(world.tasks.event(key, 'renamed'));
      const operator = new MessagingOperator(newer.path);
      await until('the event is parked', async () => (await operator.listParked()).length === 1);
      broken = false;
      const ofOldBuild = new MessagingOperator(old.path);
      await expect(ofOldBuild.retry('count', key)).rejects.toThrow('ask a process of the build that takes them');
      expect(await operator.listParked()).toHaveLength(1);
      expect(await operator.retry('count', key)).toEqual({ applied: 1, left: 0 });
      await countsMatch(world, types);

      await world.admin.query('UPDATE tasks.event_log_epoch SET epoch = gen_random_uuid()');
      await until('the projection stops', () => world.alarm.find('projection-stopped'));
      await expect(ofOldBuild.acceptRestoredSource('tasks')).rejects.toThrow('was built for other types');
      expect(await activeGeneration(world)).toBe(2);
      await operator.acceptRestoredSource('tasks');
      await countsMatch(world, types);
    },
  },
];
