import pg from 'pg';
import type { Queryable, Statement } from '../queryable.js';
import { readInt8AsNumber } from './int8.js';
import { refuseStandby } from './primary-only.js';
import { runStatement } from './run-statement.js';
import { READING_TIMEOUTS } from './statement-timeouts.js';

/**
 * One connection for reading logs: autocommit, to the primary only. Connects at the first query and, after it broke,
 * again at the next one; `incarnation` then is another.
 */
export class LogConnection implements Queryable {
  private client: Promise<pg.Client> | undefined;
  private connections = 0;
  /** Statements that are not answered yet. */
  private asking = 0;
  private readonly channels = new Map<string, () => void>();

  constructor(
    private readonly url: string,
    private readonly applicationName: string,
    private readonly timeouts = READING_TIMEOUTS,
  ) {
    readInt8AsNumber();
  }

  /** Counts the connections made. What was learned about other sessions counts only within one of them. */
  get incarnation(): number {
    return this.connections;
  }

  async query<R>(sql: string | Statement, params?: unknown[]): Promise<{ rows: R[]; rowCount: number }> {
    const client = await (this.client ??= this.open());
    this.asking++;
    return runStatement<R>(client, sql, params).finally(() => this.asking--);
  }

  /** Calls `listener` at every NOTIFY on `channel`, also after a reconnect. */
  listen(channel: string, listener: () => void): void {
    this.channels.set(channel, listener);
    // A connection that is still to be made, or made anew, listens to every channel by itself.
    this.client?.then((client) => client.query(listenTo(channel))).catch(() => undefined);
  }

  /** What is still being asked fails: it may be a count of minutes, or the other end may be gone. */
  async close(): Promise<void> {
    const client = await this.client?.catch(() => undefined);
    this.client = undefined;
    if (this.asking > 0) client?.connection.stream.destroy();
    await client?.end();
  }

  private open(): Promise<pg.Client> {
    const client = new pg.Client({
      connectionString: this.url,
      application_name: this.applicationName,
      keepAlive: true,
      connectionTimeoutMillis: 5_000,
      ...this.timeouts,
      pipeline: true,
    });
    const opening = this.connect(client);
    const forget = () => {
      if (this.client === opening) this.client = undefined;
    };
    client.on('error', forget).on('end', forget); // an error that nobody hears would end the process
    client.on('notification', ({ channel }) => this.channels.get(channel)?.());
    opening.catch(forget);
    return opening;
  }

  private async connect(client: pg.Client): Promise<pg.Client> {
    try {
      await client.connect();
      await this.prepare(client);
    } catch (error) {
      client.end().catch(() => undefined); // what failed is thrown below
      throw error;
    }
    this.connections++;
    return client;
  }

  private async prepare(client: pg.Client): Promise<void> {
    await refuseStandby(client);
    for (const channel of this.channels.keys()) await client.query(listenTo(channel));
  }
}

function listenTo(channel: string): string {
  return `LISTEN ${pg.escapeIdentifier(channel)}`;
}
