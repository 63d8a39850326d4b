import { Body, Controller, Inject, Module, Post } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import pg from 'pg';
import { newId } from '#kernel';

/**
 * The floor: the framework, the driver and the rows of one progress report, and nothing else. No validation, no sign-in,
 * no permissions, no version check, no consumers. What the product costs above this is what its promises cost.
 */
const TABLES = `
  CREATE SCHEMA IF NOT EXISTS floor;
  CREATE TABLE IF NOT EXISTS floor.task (id int PRIMARY KEY, version int NOT NULL, progress int NOT NULL) WITH (fillfactor = 80);
  CREATE TABLE IF NOT EXISTS floor.report (id uuid PRIMARY KEY, task_id int NOT NULL, progress int NOT NULL, body jsonb NOT NULL);
  CREATE TABLE IF NOT EXISTS floor.event (position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, id uuid NOT NULL UNIQUE, type text NOT NULL, data json NOT NULL);
  INSERT INTO floor.task SELECT n, 1, 0 FROM generate_series(0, $TASKS) n ON CONFLICT DO NOTHING;`;

interface Report {
  task: number;
  progress: number;
}

@Controller()
class FloorController {
  constructor(@Inject(pg.Pool) private readonly pool: pg.Pool) {}

  @Post('/report')
  async report(@Body() body: Report): Promise<{ reportId: string }> {
    const reportId = newId();
    const client = await this.pool.connect();
    try {
      await Promise.all([
        client.query('BEGIN'),
        client.query({
          name: 'update',
          text: 'UPDATE floor.task SET progress = $2, version = version + 1 WHERE id = $1',
          values: [body.task, body.progress],
        }),
        client.query({
          name: 'report',
          text: 'INSERT INTO floor.report VALUES ($1, $2, $3, $4)',
          values: [reportId, body.task, body.progress, body],
        }),
        client.query({
          name: 'event',
          text: `INSERT INTO floor.event (id, type, data) VALUES ($1, 'reported', $2)`,
          values: [newId(), JSON.stringify(body)],
        }),
        client.query('COMMIT'),
      ]);
    } finally {
      client.release();
    }
    return { reportId };
  }
}

@Module({})
class FloorModule {}

const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'], max: 10, pipeline: true });
await pool.query(TABLES.replace('$TASKS', process.env['TASKS'] ?? '1000'));
const root = { module: FloorModule, controllers: [FloorController], providers: [{ provide: pg.Pool, useValue: pool }] };
const app = await NestFactory.create<NestFastifyApplication>(root, new FastifyAdapter(), { logger: false });
await app.listen(0, '127.0.0.1');
process.send?.({ ready: await app.getUrl() });
process.once('disconnect', () => process.exit(0));
