import { createWriteStream } from 'node:fs';
import { startPostgres, type PostgresOptions, type PostgresServer } from '#embedded-postgres';
import { ServiceName } from '#platform/config';
import { asAdministrator } from './as-administrator.js';
import type { AdminUrl } from './databases.js';
import type { Installation } from './installation.js';
import { anyFreePort } from './port.js';
import { POSTGRES_SETTINGS } from './postgres-settings.js';
import type { Run } from './run.js';
import type { Environment } from './service-environment.js';

/** The database of all services in the embedded server. */
export const EMBEDDED_DATABASE = 'lianban';

/**
 * The database servers that `env` names, each by an administrator's URL: `DATABASE_URL` for all services, or
 * `TASKS_DATABASE_URL` and so on for one. For a service without one the embedded PostgreSQL is started.
 *
 * @param onWorking called when nothing is left to do here but to wait for a server
 */
export async function databaseServers(
  run: Run,
  installation: Installation,
  env: Environment,
  onWorking: () => void = () => undefined,
): Promise<AdminUrl> {
  const given = (service: ServiceName) => env[`${service.toUpperCase()}_DATABASE_URL`] ?? env.DATABASE_URL;
  if (ServiceName.options.every(given)) {
    onWorking();
    return (service) => given(service) as string;
  }
  const embedded = await startEmbedded(run, installation, onWorking);
  return (service) => given(service) ?? embedded;
}

/** Starts an installation's own PostgreSQL on a free port. */
export async function startServerOf(
  { postgresData, secrets }: Installation,
  on: Pick<PostgresOptions, 'onLog' | 'onWorking'> = {},
): Promise<PostgresServer> {
  const password = secrets.passwordOf('postgres');
  return startPostgres({
    dataDir: postgresData,
    port: await anyFreePort(),
    password,
    settings: POSTGRES_SETTINGS,
    ...on,
  });
}

async function startEmbedded(run: Run, installation: Installation, onWorking: () => void): Promise<string> {
  const { postgresLog } = installation;
  run.say('Starting PostgreSQL');
  const log = createWriteStream(postgresLog, { flags: 'a', mode: 0o600 });
  run.onStop('PostgreSQL log', async () => void log.end());
  const onLog = (line: string) => void log.write(`${line}\n`);
  const server = await startServerOf(installation, { onLog, onWorking });
  run.onStop('PostgreSQL', () => server.stop());
  run.diesWith(server.gone, `PostgreSQL has ended; its log is ${postgresLog}`);
  await asAdministrator(server.url, async (admin) => {
    const { rowCount } = await admin.query('SELECT FROM pg_database WHERE datname = $1', [EMBEDDED_DATABASE]);
    if (rowCount === 0) await admin.query(`CREATE DATABASE ${EMBEDDED_DATABASE}`);
  });
  return server.localUrlOf(EMBEDDED_DATABASE);
}
