import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { LogSignal, MessagingOperator, type ProjectionHandler } from '#messaging';
import { until } from '#testing';
import type { Scenario } from '../harness.js';
import { restore, takeCopy } from '../world/restore.js';
import type { World } from '../world/world.js';

/** Ten events, a copy, and ten more that the copy does not hold; all of them applied. */
async function restoredWorld(world: World) {
  await world.tasks.appendMany(10);
  const copy = await takeCopy(world, world.tasks);
  await world.tasks.appendMany(10);
  await world.everythingOnceInOrder();
  return { copy, gone: (await world.tasks.log()).slice(10) };
}

const stopped = (world: World) => until('the projection stops', () => world.alarm.find('projection-stopped'), 30_000);

async function counted(world: World): Promise<number | undefined> {
  const text = 'SELECT coalesce(sum(events), 0)::integer AS events FROM counted';
  return (await world.admin.query<{ events: number }>(text)).rows[0]?.events;
}

/** A source that is put back to an earlier state. */
export const restored: readonly Scenario[] = [
  {
    name: 'a source put back to an earlier copy stops its projections before anything of its new life is applied',
    async run(world) {
      world.member({ lookInterval: 100 });
      const { copy } = await restoredWorld(world);
      await restore(world, copy);
      await world.tasks.appendMany(3);
      expect(await stopped(world)).toContain('operator:renew-epoch, then POST operator/restored-sources');
      expect(await world.applied()).toHaveLength(20);
    },
  },
  {
    name: 'a restored source that has already written past every mark is found out by its epoch',
    async run(world) {
      const member = world.member({ lookInterval: 100 });
      const { copy } = await restoredWorld(world);
      await member.stop();
      await restore(world, copy);
      await world.tasks.appendMany(40);
      world.member({ lookInterval: 100 });
      await stopped(world);
      expect(await world.applied()).toHaveLength(20);
    },
  },
  {
    name: 'a quiet source whose log is whole and has a new epoch stops its projections',
    async run(world) {
      world.member({ lookInterval: 100 });
      await world.tasks.appendMany(10);
      await world.everythingOnceInOrder();
      await world.admin.query('UPDATE tasks.event_log_epoch SET epoch = gen_random_uuid()');
      expect(await stopped(world)).toContain('the log has a new epoch since position');
    },
  },
  {
    name: 'accepting a restored source rebuilds tables from the log as it is now, and names what is gone',
    async run(world) {
      const member = world.member({ lookInterval: 100, projections: [{ name: 'count', tables: ['counted'] }, {}] });
      const { copy, gone } = await restoredWorld(world);
      await restore(world, copy);
      await world.tasks.appendMany(5);
      await until(
        'both projections stop',
        () => world.alarm.raised.filter(({ code }) => code === 'projection-stopped').length === 2,
        30_000,
      );
      const reports = await new MessagingOperator(member.path).acceptRestoredSource('tasks');
      const [count, record] = reports;
      expect(count).toMatchObject({ projection: 'count', way: 'rebuilt', handledForNothing: [] });
      const goneIds = gone.map(({ id }) => id);
      expect(count?.gone.length).toBeGreaterThan(0);
      expect(goneIds).toEqual(expect.arrayContaining(count!.gone.map(({ eventId }) => eventId)));
      expect(record).toMatchObject({ projection: 'record', way: 'continued' });
      expect(record?.handledForNothing.map(({ eventId }) => eventId)).toEqual(goneIds);
      await world.tasks.append(world.tasks.event(randomUUID()));
      await until('the table counts what the log holds', async () => (await counted(world)) === 16, 30_000);
      await until('the other goes on with what is new', async () => (await world.applied()).length === 21, 30_000);
    },
  },
  {
    name: 'what a continued projection had parked stays parked when the restored log still holds it',
    async run(world) {
      const before: ProjectionHandler = (batch) => {
        if (batch.some(({ data }) => (data as { poison?: boolean }).poison)) throw new TypeError('not readable');
      };
      const member = world.member({ lookInterval: 100, projections: [{ before }] });
      const operator = new MessagingOperator(member.path);
      const poison = () => world.tasks.event(randomUUID(), 'changed', { poison: true });
      await world.tasks.append(poison());
      const copy = await takeCopy(world, world.tasks);
      await world.tasks.append(poison(), world.tasks.event(randomUUID()));
      const both = await until('both are parked', async () => {
        const parked = await operator.listParked();
        return parked.length === 2 && parked;
      });
      await restore(world, copy);
      await world.tasks.appendMany(2);
      await stopped(world);
      const [report] = await operator.acceptRestoredSource('tasks');
      expect((await operator.listParked()).map(({ event }) => event.id)).toEqual([both[0]?.event.id]);
      expect(report?.gone.map(({ eventId }) => eventId)).toContain(both[1]?.event.id);
    },
  },
  {
    name: 'accepting a source that was not put back is refused, and neither empties a table nor passes over an event',
    async run(world) {
      const member = world.member({ projections: [{ name: 'count', tables: ['counted'] }, {}] });
      await world.tasks.appendMany(10);
      await world.everythingOnceInOrder();
      await until('all are counted', async () => (await counted(world)) === 10);
      const refusal = await new MessagingOperator(member.path)
        .acceptRestoredSource('tasks')
        .catch((error: Error) => error.message);
      expect(refusal).toContain('run operator:renew-epoch first');
      expect(await counted(world)).toBe(10);
      const { rows } = await world.admin.query('SELECT generation, state FROM projection_generation');
      expect(rows).toEqual([
        { generation: 1, state: 'active' },
        { generation: 1, state: 'active' },
      ]);
    },
  },
  {
    name: 'a projection that had applied nothing when its source was put back gets every event of the log after the accepting',
    async run(world) {
      let away = true;
      const before = () => {
        if (away) throw Object.assign(new Error('disk full'), { code: '53100' });
      };
      const member = world.member({ projections: [{}, { name: 'late', before }] });
      await world.tasks.append(world.tasks.event(randomUUID()));
      await world.everythingOnceInOrder();
      await world.admin.query('UPDATE tasks.event_log_epoch SET epoch = gen_random_uuid()');
      const reports = await new MessagingOperator(member.path).acceptRestoredSource('tasks');
      expect(reports.map(({ projection }) => projection)).toEqual(['record']);
      away = false;
      await world.everythingOnceInOrder(world.tasks, 'late');
    },
  },
];

/** Readers that keep their place in the log in memory. */
export const restoredUnderReaders: readonly Scenario[] = [
  {
    name: 'a projection that went on through the change of its source is refilled in full by the accepting of it',
    async run(world) {
      const projections = [{ name: 'count', tables: ['counted'] }];
      const member = world.member({ projections });
      world.member({ projections });
      await world.tasks.appendMany(30);
      await until('all are counted', async () => (await counted(world)) === 30);
      await world.admin.query('UPDATE tasks.event_log_epoch SET epoch = gen_random_uuid()'); // nothing was lost
      const [report] = await new MessagingOperator(member.path).acceptRestoredSource('tasks');
      expect(report).toMatchObject({ way: 'rebuilt', gone: [] });
      await world.tasks.append(world.tasks.event(randomUUID()));
      await until('the table counts what the log holds', async () => (await counted(world)) === 31, 30_000);
    },
  },
  {
    name: 'a table is refilled after the accepting of a quiet source, whichever process reads and which one is told',
    async run(world) {
      const projections = [{ name: 'count', tables: ['counted'] }];
      const members = [world.member({ projections }), world.member({ projections, signal: new LogSignal() })];
      await world.tasks.appendMany(30);
      for (const { path } of members) {
        await until('all are counted', async () => (await counted(world)) === 30);
        await world.admin.query('UPDATE tasks.event_log_epoch SET epoch = gen_random_uuid()');
        await new MessagingOperator(path).acceptRestoredSource('tasks');
      }
      await until('the table counts what the log holds', async () => (await counted(world)) === 30);
    },
  },
];
