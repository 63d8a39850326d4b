import type { Server } from 'node:http';
import { expect, it, onTestFinished, vi } from 'vitest';
import { Database, ServiceEventPath } from '#platform';
import { createPrivateBroker, until } from '#testing';
import { noteOf, startNotingService } from './support/noting-service.js';

/** Appends the name of `step` to `steps` when it begins and again when it has ended. */
function record<T extends object>(steps: string[], step: string, owner: T, method: string): void {
  const work = (Reflect.get(owner, method) as () => Promise<void>).bind(owner);
  vi.spyOn(owner as Record<string, () => Promise<void>>, method).mockImplementationOnce(async () => {
    steps.push(`${step}: asked`);
    await work();
    steps.push(`${step}: stopped`);
  });
}

it('a process stops in the order HTTP, consumers, relay, pool: what each still does finds the next one working', async () => {
  const broker = await createPrivateBroker();
  onTestFinished(() => broker.drop());
  const steps: string[] = [];
  const [asked, answer, read, finish] = Array.from({ length: 4 }, () => Promise.withResolvers<void>());
  const started = Promise.withResolvers<Database>();
  const relayed = async () => {
    const database = await started.promise;
    const { rows } = await database.query<{ all: boolean }>(
      'SELECT cursor = (SELECT max(position) FROM event_log) AS "all" FROM relay_cursor',
    );
    return rows[0]?.all;
  };
  const notes = {
    slow: async () => {
      asked!.resolve();
      await answer!.promise;
      steps.push('request: answered');
      return {};
    },
    handle: async () => {
      if (steps.includes('event: handled')) return;
      read!.resolve();
      await finish!.promise;
      const cause = { now: new Date(), correlationId: 'c', traceparent: null, caller: { accountId: 'test' } };
      const database = await started.promise;
      await database.transaction(async (tx) => tx.append([noteOf(cause)]));
      await until('what a consumer appends during a stop is relayed', relayed);
      steps.push('event: handled');
    },
  };
  const { service, drop } = await startNotingService(notes, {
    TRANSPORT: 'kafka',
    KAFKA_BROKERS: broker.bootstrap,
    KAFKA_PARTITIONS: '1',
  });
  onTestFinished(drop);
  started.resolve(service.database);
  await service.app.listen(0, '127.0.0.1');
  const server: Server = service.app.getHttpServer();
  const path = service.app.get(ServiceEventPath, { strict: false });
  record(steps, 'consumers', path.server, 'close');
  record(steps, 'relay', Reflect.get(path, 'relay') as object, 'stop');
  record(steps, 'pool', service.database.dataSource, 'destroy');
  server.once('close', () => steps.push('HTTP: stopped'));

  const request = fetch(`${await service.app.getUrl()}/slow`);
  await service.request('POST', '/api/notifications/notes');
  await Promise.all([asked!.promise, read!.promise]);
  const stopped = service.stop();
  await until('HTTP takes nothing new', () => !server.listening);
  expect(steps).toEqual([]);
  answer!.resolve();
  expect((await request).status).toBe(200);
  await until('consumers are asked to stop', () => steps.includes('consumers: asked'));
  finish!.resolve();
  await stopped;
  expect(steps).toEqual([
    'request: answered',
    'HTTP: stopped',
    'consumers: asked',
    'event: handled',
    'consumers: stopped',
    'relay: asked',
    'relay: stopped',
    'pool: asked',
    'pool: stopped',
  ]);
});
