import type pg from 'pg';
import {
  EventPath,
  EventPathServer,
  type LogEvent,
  type ProjectionContext,
  type ProjectionHandler,
  type ProjectionOptions,
  type Transport,
} from '#messaging';
import type { ProjectionRunner } from '../../src/projection/projection-runner.js';

export interface MemberProjection extends Partial<Omit<ProjectionOptions, 'service'>> {
  /** Runs inside the batch's transaction before the effects. */
  before?: ProjectionHandler;
}

/** One process of the consuming service, without the process. */
export interface Member {
  readonly name: string;
  readonly path: EventPath;
  runner(projection?: string): ProjectionRunner;
  /** Types of the events of each batch that reached the handlers, in order. */
  readonly batches: string[][];
  stop(): Promise<void>;
  /** Lets go of it without waiting: what it is in the middle of never ends. */
  abandon(): void;
}

/** Writes down which events it was given, with a fixed number of statements per batch. */
export function recordApplied(projection: string, member: string): ProjectionHandler {
  return async (batch, context) => {
    await context.query(
      `INSERT INTO applied (projection, member, source, position, event_id, type, aggregate_id, aggregate_version)
       SELECT $1, $2, * FROM unnest($3::text[], $4::bigint[], $5::uuid[], $6::text[], $7::uuid[], $8::integer[])`,
      [projection, member, ...columns(batch)],
    );
  };
}

/** Counts events per aggregate in a table that a rebuild copies. */
export async function countEvents(batch: readonly LogEvent[], context: ProjectionContext): Promise<void> {
  await context.query(
    `INSERT INTO ${context.table('counted')} AS c (aggregate_id, events)
     SELECT id, count(*) FROM unnest($1::uuid[]) AS id GROUP BY id ORDER BY id
     ON CONFLICT (aggregate_id) DO UPDATE SET events = c.events + excluded.events`,
    [batch.map(({ aggregateId }) => aggregateId)],
  );
}

function columns(batch: readonly LogEvent[]): unknown[][] {
  const keys = ['source', 'position', 'id', 'type', 'aggregateId', 'aggregateVersion'] as const;
  return keys.map((key) => batch.map((event) => event[key]));
}

export interface MemberParts {
  name: string;
  path: EventPath;
  pool: pg.Pool;
  transport: Transport;
  projections: readonly MemberProjection[];
}

export function startMember({ name, path, pool, transport, projections }: MemberParts): Member {
  const server = new EventPathServer(path, transport);
  const batches: string[][] = [];
  for (const { before, ...given } of projections) {
    const rebuildable = given.tables !== undefined;
    const options = { service: 'watch', name: 'record', source: 'tasks', types: ['changed'], rebuildable, ...given };
    const effects = options.tables ? countEvents : recordApplied(options.name, name);
    const handle: ProjectionHandler = async (batch, context) => {
      batches.push(batch.map(({ type }) => type));
      await before?.(batch, context);
      await effects(batch, context);
    };
    server.addHandler(options.name, (batch, context) => Promise.resolve(handle(batch, context)) as never, true, {
      projection: options,
    });
  }
  void server.listen(() => undefined);
  let stopped: Promise<void> | undefined;
  const stop = async () => {
    await server.close();
    await pool.end();
  };
  return {
    name,
    path,
    batches,
    runner: (projection = 'record') => path.runners.find((runner) => runner.name === projection)!,
    stop: () => (stopped ??= stop()),
    abandon: () => {
      void server.close();
      void pool.end(); // refuses new sessions at once, and waits for the open ones for ever
    },
  };
}
