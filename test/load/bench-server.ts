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
  /** Makes the database, empty, where it is not there yet; gives its administrator's URL. */
  createDatabase(name: string): Promise<string>;
  stop(): Promise<void>;
}

/** The one PostgreSQL of a run; gone afterwards. */
export async function startServer(): Promise<BenchServer> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'lianban-bench-'));
  const server = await serverOn(dataDir);
  return {
    ...server,
    stop: async () => {
      await server.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** A PostgreSQL on `dataDir`, which stays: as `npm start` sets it, and it remembers when each transaction committed. */
export async function serverOn(dataDir: string): Promise<BenchServer> {
  const settings = { ...POSTGRES_SETTINGS, track_commit_timestamp: 'on', shared_buffers: '256MB', max_wal_size: '2GB' };
  const server = await startPostgres({ dataDir, port: await anyFreePort(), settings });
  return {
    url: server.url,
    pid: await postmasterOf(dataDir),
    createDatabase: async (name) => {
      await createUnlessPresent(server.url, name);
      return server.localUrlOf(name);
    },
    stop: () => server.stop(),
  };
}

async function createUnlessPresent(url: string, name: string): Promise<void> {
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  try {
    const { rowCount } = await admin.query('SELECT FROM pg_database WHERE datname = $1', [name]);
    if (rowCount === 0) await admin.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}`);
  } finally {
    await admin.end();
  }
}
