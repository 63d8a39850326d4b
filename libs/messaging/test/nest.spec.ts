import { Controller, Module } from '@nestjs/common';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import pg from 'pg';
import { defer, delay, from, map } from 'rxjs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  EventPath,
  EventPathServer,
  PostgresTransport,
  Projection,
  type LogEvent,
  type ProjectionContext,
} from '#messaging';
import { until } from '#testing';
import { recordApplied } from './world/member.js';
import { World } from './world/world.js';

const OPTIONS = { service: 'watch', source: 'tasks', types: ['changed'], rebuildable: false } as const;

let failWith: Error | undefined;

@Controller()
class Handlers {
  @Projection({ ...OPTIONS, name: 'promised' })
  async promised(batch: readonly LogEvent[], context: ProjectionContext): Promise<void> {
    if (failWith) throw failWith;
    await recordApplied('promised', 'nest')(batch, context);
  }

  @Projection({ ...OPTIONS, name: 'observed' })
  observed(batch: readonly LogEvent[], context: ProjectionContext) {
    return defer(() => from(recordApplied('observed', 'nest')(batch, context) as Promise<void>)).pipe(
      delay(1),
      map(() => 'done'),
    );
  }

  @Projection({ ...OPTIONS, service: 'another', name: 'promised' })
  ofAnotherService(): void {
    throw new Error('This handler belongs to another service of the process.');
  }
}

@Module({ controllers: [Handlers] })
class HandlersModule {}

let world: World;
let start: () => Promise<void>;
let stop: () => Promise<void>;

beforeEach(async () => {
  failWith = undefined;
  world = await World.create({
    name: 'postgres',
    carry: async () => ({ stop: async () => undefined }),
    transport: (_, path) => new PostgresTransport(path),
  });
  const { path, pool } = consumer();
  const module = await Test.createTestingModule({ imports: [HandlersModule] }).compile();
  const app = module.createNestApplication(new FastifyAdapter(), { logger: false });
  app.connectMicroservice({ strategy: new EventPathServer(path, new PostgresTransport(path, { pollInterval: 100 })) });
  start = async () => {
    await app.init();
    await app.startAllMicroservices();
  };
  stop = async () => {
    await app.close();
    await pool.end();
  };
});

afterEach(async () => {
  await stop();
  await world.destroy();
});

function consumer() {
  const connectionString = world.database.urlFor('watch_runtime');
  const pool = new pg.Pool({ connectionString, options: '-c search_path=watch', pipeline: true });
  pool.on('error', () => undefined); // dropping the database ends its sessions
  const logs = { tasks: world.address('tasks') };
  return { pool, path: new EventPath({ service: 'watch', pool, logs, signal: world.signal, alarm: world.alarm }) };
}

test('handlers that return a promise or an Observable are awaited and get batch and context', async () => {
  await start();
  await world.tasks.appendMany(20);
  await world.everythingOnceInOrder(world.tasks, 'promised');
  await world.everythingOnceInOrder(world.tasks, 'observed');
});

test('a database on which the log is not safe is refused before any handler runs', async () => {
  await world.tasks.appendMany(2);
  await world.admin.query(`ALTER DATABASE ${world.database.databaseName} SET synchronous_commit = off`);
  await expect(start()).rejects.toThrow('synchronous_commit is off');
  const { rows } = await world.admin.query('SELECT FROM projection_generation');
  expect(rows).toEqual([]);
});

test('an error passes through Nest with its class and SQLSTATE, so that it is judged for what it is', async () => {
  failWith = Object.assign(new RangeError('no connection left'), { code: '53300' });
  await start();
  await world.tasks.appendMany(2);
  await until('the failure is tried again', () =>
    world.alarm.find('path-failing')?.includes('RangeError 53300: no connection left'),
  );
  expect(world.alarm.find('event-parked')).toBeUndefined();
  failWith = new TypeError('cannot read it');
  await until('a bug is parked', () => world.alarm.find('event-parked')?.includes('TypeError: cannot read it'));
});
