import { appendFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { POSTGRES_SETTINGS } from '../../../deploy/local/postgres-settings.js';
import { postmasterOf } from '../../load/processes.js';
import { startPostgres, type PostgresServer } from '#embedded-postgres';
import { FaultProxy } from './fault-proxy.js';
import { keptPort } from './ports.js';
import { until } from './wait.js';

/** The one PostgreSQL of the suite, which faults stop, kill, fill and cut off. The suite's own looks go past the proxy. */
export class PostgresHost {
  private server: PostgresServer | undefined;

  private constructor(
    readonly dataDir: string,
    private readonly port: number,
    private readonly password: string,
    readonly proxy: FaultProxy,
  ) {}

  static async start(directory: string, password: string): Promise<PostgresHost> {
    const port = await keptPort();
    const proxy = new FaultProxy(await keptPort(), port);
    await proxy.open();
    const host = new PostgresHost(path.join(directory, 'data'), port, password, proxy);
    await host.startServer();
    return host;
  }

  /** An administrator's URL past the proxy. */
  url(database: string): string {
    return `postgres://postgres:${this.password}@127.0.0.1:${this.port}/${database}`;
  }

  /** An administrator's URL by way of the proxy, as the services connect. */
  proxiedUrl(database: string): string {
    return `postgres://postgres:${this.password}@127.0.0.1:${this.proxy.port}/${database}`;
  }

  async query<R extends object>(text: string, values: unknown[] = [], database = 'postgres'): Promise<R[]> {
    const connection = { application_name: 'failure-suite', connectionTimeoutMillis: 2_000 };
    const client = new pg.Client({ connectionString: this.url(database), ...connection });
    client.on('error', () => undefined);
    await client.connect();
    try {
      return (await client.query<R>(text, values)).rows;
    } finally {
      await client.end();
    }
  }

  /** When the server started; changes with every start. */
  async startedAt(): Promise<string> {
    const rows = await this.query<{ at: string }>('SELECT pg_postmaster_start_time()::text AS at');
    return rows[0]?.at ?? '';
  }

  async isUp(): Promise<boolean> {
    return this.query('SELECT 1').then(
      () => true,
      () => false,
    );
  }

  /** Ends all sessions in order, as an administrator's restart does. */
  async stop(): Promise<void> {
    await this.server?.stop();
    this.server = undefined;
  }

  /** Kills the server and all its processes, as a power cut does. */
  async kill(): Promise<void> {
    process.kill(await postmasterOf(this.dataDir), 'SIGKILL');
    await this.server?.gone;
    this.server = undefined;
  }

  get logFile(): string {
    return path.join(path.dirname(path.dirname(this.dataDir)), 'postgres.log');
  }

  async startServer(): Promise<void> {
    const settings = { ...POSTGRES_SETTINGS, max_connections: 200, checkpoint_timeout: '60s' };
    const onLog = (line: string): void => appendFileSync(this.logFile, `${line}\n`);
    const start = async (): Promise<boolean> => {
      this.server = await startPostgres({
        dataDir: this.dataDir,
        port: this.port,
        password: this.password,
        settings,
        onLog,
      });
      return true;
    };
    await until('PostgreSQL starts', start, 20_000); // the processes of a killed one may hold its memory a moment longer
  }

  /** After room was made on its disk: waits for a server that mends itself, and starts one that has given up. */
  async comeBack(): Promise<void> {
    const gone = this.server?.gone.then(() => false);
    const back = until('PostgreSQL answers', () => this.isUp(), 15_000).then(() => true);
    back.catch(() => undefined); // asked for nothing, when the server has given up
    if (gone && (await Promise.race([gone, back]).catch(() => false))) return;
    await this.stop();
    await this.startServer();
  }

  /** Copies a database nobody is connected to. */
  async clone(from: string, to: string): Promise<void> {
    await this.query(`DROP DATABASE IF EXISTS ${pg.escapeIdentifier(to)} WITH (FORCE)`);
    await this.query(`CREATE DATABASE ${pg.escapeIdentifier(to)} TEMPLATE ${pg.escapeIdentifier(from)}`);
  }

  async close(): Promise<void> {
    await this.proxy.close();
    await this.stop();
  }
}
