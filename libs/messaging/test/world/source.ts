import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { appendEvents, LogSignal, type NewEvent } from '#messaging';
import { queryableOf, runStatement } from '../../src/database/run-statement.js';
import type { Service } from './template.js';

/** An open transaction of a writer, to be stopped wherever a test wants. */
export interface Writer {
  append(...events: NewEvent[]): Promise<void>;
  commit(): Promise<void>;
  rollback(): Promise<void>;
  query(sql: string, params?: unknown[]): Promise<unknown[]>;
  /** Process id of its session, as an alarm names it. */
  readonly pid: number;
}

/** A publishing service: its database connections and a way to wake the tailers of its log. */
export class Source {
  private readonly pool: pg.Pool;
  private readonly versions = new Map<string, number>();
  private readonly open = new Set<pg.PoolClient>();

  constructor(
    readonly service: Service,
    url: string,
    readonly signal: LogSignal,
  ) {
    this.pool = new pg.Pool({
      connectionString: url,
      options: `-c search_path=${service}`,
      application_name: `${service}-writer`,
    });
    this.pool.on('error', () => undefined); // a restore ends all sessions
  }

  /** The next event of an aggregate. */
  event(aggregateId: string, type = 'changed', data: unknown = {}): NewEvent {
    const aggregateVersion = (this.versions.get(aggregateId) ?? 0) + 1;
    this.versions.set(aggregateId, aggregateVersion);
    return { type, version: 1, aggregateId, aggregateVersion, occurredAt: new Date(), actor: 'test', data };
  }

  /** Commits `events` in one transaction and wakes the tailers. */
  async append(...events: NewEvent[]): Promise<void> {
    await appendEvents(queryableOf(this.pool), events);
    this.signal.wake(this.service);
  }

  /** Commits `count` events, each in a transaction of its own, over a few aggregates. */
  async appendMany(count: number, type?: string): Promise<void> {
    const aggregates = Array.from({ length: Math.min(count, 10) }, () => randomUUID());
    for (let i = 0; i < count; i++) await this.append(this.event(aggregates[i % aggregates.length]!, type));
  }

  async writer(): Promise<Writer> {
    const client = await this.pool.connect();
    this.open.add(client);
    await client.query('BEGIN');
    const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    const end = async (how: 'COMMIT' | 'ROLLBACK') => {
      await client.query(how);
      this.open.delete(client);
      client.release(true);
    };
    return {
      pid: rows[0]!.pid,
      append: (...events) => appendEvents({ query: (sql, params) => runStatement(client, sql, params) }, events),
      query: async (sql, params) => (await client.query(sql, params)).rows,
      commit: async () => {
        await end('COMMIT');
        this.signal.wake(this.service);
      },
      rollback: () => end('ROLLBACK'),
    };
  }

  async query<R extends pg.QueryResultRow>(sql: string, params?: unknown[]): Promise<R[]> {
    return (await this.pool.query<R>(sql, params)).rows;
  }

  /** Positions and types of all events, in order. */
  log(): Promise<{ position: number; id: string; type: string; aggregate_id: string; aggregate_version: number }[]> {
    return this.query('SELECT position, id, type, aggregate_id, aggregate_version FROM event_log ORDER BY position');
  }

  /** What a new epoch means for versions that were taken back: read them again. */
  async rememberVersions(): Promise<void> {
    this.versions.clear();
    for (const { aggregate_id, aggregate_version } of await this.log())
      this.versions.set(aggregate_id, aggregate_version);
  }

  /** Also ends the writers that a failed test left open. */
  close(): Promise<void> {
    for (const client of this.open) client.release(true);
    return this.pool.end();
  }
}
