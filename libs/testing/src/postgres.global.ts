import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startPostgres } from '#embedded-postgres';
import type { TestProject } from 'vitest/node';
import { freePort } from './free-port.js';
import { removeAbandoned, runDirectoryPrefix } from './run-directory.js';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Administrator's URL of the run's PostgreSQL server. */
    postgresUrl: string;
  }
}

/** One server for the whole run. Nothing here outlives it, so nothing waits for the disk. */
const SETTINGS = {
  fsync: 'off',
  full_page_writes: 'off',
  max_connections: 200,
  shared_buffers: '64MB',
  max_wal_size: '256MB',
  wal_level: 'minimal',
  max_wal_senders: 0,
} as const;

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await removeAbandoned('postgres');
  const dataDir = await mkdtemp(path.join(tmpdir(), runDirectoryPrefix('postgres')));
  const server = await startPostgres({ dataDir, port: await freePort(), settings: SETTINGS });
  project.provide('postgresUrl', server.url);
  return async () => {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
}
