import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { startPostgres } from '#embedded-postgres';
import { anyFreePort } from '../../deploy/local/port.js';
import { POSTGRES_SETTINGS } from '../../deploy/local/postgres-settings.js';
import { postmasterOf } from './processes.js';

export interface BenchServer {
  url: string;
  /** Process id of its postmaster. */
  pid: number;
  /** Makes an empty database and gives its administrator's URL. */
  createDatabase(name: string): Promise<string>;
  stop(): Promise<void>;
}

/** The one PostgreSQL of a run: as `npm start` sets it, and it remembers when each transaction committed. */
export async function startServer(): Promise<BenchServer> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'lianban-bench-'));
  const settings = { ...POSTGRES_SETTINGS, track_commit_timestamp: 'on', shared_buffers: '256MB', max_wal_size: '2GB' };
  const server = await startPostgres({ dataDir, port: await anyFreePort(), settings });
  return {
    url: server.url,
    pid: await postmasterOf(dataDir),
    createDatabase: async (name) => {
      const admin = new pg.Client({ connectionString: server.url });
      await admin.connect();
      await admin.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}`);
      await admin.end();
      return server.url.replace(/\/postgres$/, `/${name}`);
    },
    stop: async () => {
      await server.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
