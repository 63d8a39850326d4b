import { Body, Controller, Get, Inject, Module, Param, Post } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import pg from 'pg';
import { newId } from '#kernel';

/**
 * The floor of a lifecycle: the framework, the driver and the rows of each of its steps, and nothing else. No validation, no
 * sign-in, no permissions, no version check, no consumers.
 */
const TABLES = `
  CREATE TABLE task (id uuid PRIMARY KEY, version int NOT NULL, title text NOT NULL, text text NOT NULL, phase text NOT NULL) WITH (fillfactor = 75);
  CREATE TABLE assignment (id uuid PRIMARY KEY, task_id uuid NOT NULL UNIQUE, unit text NOT NULL, phase text NOT NULL, progress int NOT NULL) WITH (fillfactor = 75);
  CREATE TABLE report (id uuid PRIMARY KEY, task_id uuid NOT NULL, progress int NOT NULL, text text NOT NULL);
  CREATE TABLE event (position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, id uuid NOT NULL UNIQUE, type text NOT NULL, data json NOT NULL);`;

interface Work {
  title: string;
  text: string;
  unit: string;
}

const CHANGE = `WITH t AS (UPDATE task SET phase = $2, version = version + 1 WHERE id = $1)`;
const change = `${CHANGE} UPDATE assignment SET phase = $2 WHERE task_id = $1`;

/** What each step writes beside its event; `$1` the task, `$2` what the step is called. */
const STEPS = {
  ASSIGNED: {
    text: `${CHANGE} INSERT INTO assignment VALUES ($3, $1, $4, $2, 0)`,
    values: ({ unit }: Work) => [newId(), unit],
  },
  ACCEPTED: { text: change, values: () => [] },
  IN_PROGRESS: {
    text: `${CHANGE}, r AS (INSERT INTO report VALUES ($3, $1, 100, $4)) UPDATE assignment SET phase = $2, progress = 100 WHERE task_id = $1`,
    values: ({ text }: Work) => [newId(), text],
  },
  COMPLETION_SUBMITTED: { text: change, values: () => [] },
  COMPLETED: { text: change, values: () => [] },
} as const;

@Controller('/tasks')
class FloorController {
  constructor(@Inject(pg.Pool) private readonly pool: pg.Pool) {}

  @Post()
  async create(@Body() body: Work): Promise<{ id: string }> {
    const id = newId();
    const text = `INSERT INTO task VALUES ($1, 1, $3, $4, $2)`;
    await this.write('REGISTERED', { text, values: [id, 'REGISTERED', body.title, body.text] }, { id, ...body });
    return { id };
  }

  @Post('/:id/:step')
  async step(@Param('id') id: string, @Param('step') step: keyof typeof STEPS, @Body() body: Work): Promise<object> {
    const { text, values } = STEPS[step];
    await this.write(step, { text, values: [id, step, ...values(body)] }, { id, step, ...body });
    return { id, step };
  }

  @Get('/:id')
  async find(@Param('id') id: string): Promise<{ items: object[] }> {
    const text = `SELECT t.id, t.title, t.text, a.unit, a.phase, a.progress, r.text AS report FROM task t JOIN assignment a ON a.task_id = t.id
      LEFT JOIN report r ON r.task_id = t.id WHERE t.id = $1 AND a.phase = 'COMPLETED'`;
    const { rows } = await this.pool.query<object>({ name: 'find', text, values: [id] });
    return { items: rows };
  }

  /** Rows and event in one transaction of one round trip. */
  private async write(name: string, rows: pg.QueryConfig, event: object): Promise<void> {
    const client = await this.pool.connect();
    try {
      await Promise.all([
        client.query('BEGIN'),
        client.query({ name, ...rows }),
        client.query({
          name: 'event',
          text: 'INSERT INTO event (id, type, data) VALUES ($1, $2, $3)',
          values: [newId(), name, JSON.stringify(event)],
        }),
        client.query('COMMIT'),
      ]);
    } finally {
      client.release();
    }
  }
}

@Module({})
class FloorModule {}

const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'], max: 10, pipeline: true });
await pool.query(TABLES);
const root = { module: FloorModule, controllers: [FloorController], providers: [{ provide: pg.Pool, useValue: pool }] };
const app = await NestFactory.create<NestFastifyApplication>(root, new FastifyAdapter(), { logger: false });
await app.listen(0, '127.0.0.1');
process.send?.({ ready: await app.getUrl() });
process.once('disconnect', () => process.exit(0));
