import { createWriteStream } from 'node:fs';
import pg from 'pg';
import { startPostgres } from '#embedded-postgres';
import { grantLogs, migrate, migratorOf, provisionSchemas, runtimeOf, ServiceName } from '#platform';
import type { Installation } from './installation.js';
import { anyFreePort } from './port.js';
import { POSTGRES_SETTINGS } from './postgres-settings.js';
import type { Run } from './run.js';

/** One service's migrations, oldest first. */
export interface ServiceSchema {
  service: ServiceName;
  migrations: readonly Function[];
}

/** Where the services' data are. */
export interface Databases {
  /** URL of the service's own database for its runtime role. */
  urlOf(service: ServiceName): string;
  /** URL at which `reader` reads the event log of `source`. */
  logUrlOf(source: ServiceName, reader: ServiceName): string;
}

const DATABASE = 'lianban';

/**
 * Makes every service's database ready for this build: starts the embedded PostgreSQL, unless `env` names others
 * (`DATABASE_URL` for all, or `TASKS_DATABASE_URL` and so on, each an administrator's), then roles, schemas, migrations.
 */
export async function prepareDatabases(
  run: Run,
  installation: Installation,
  schemas: readonly ServiceSchema[],
  env: Record<string, string | undefined>,
): Promise<Databases> {
  const given = new Map(ServiceName.options.map((service) => [service, givenUrl(service, env)]));
  const embedded = [...given.values()].includes(undefined) ? await startEmbedded(run, installation) : '';
  const adminUrl = (service: ServiceName): string => given.get(service) ?? embedded;
  run.say('Bringing the databases to this version');
  for (const url of new Set(ServiceName.options.map(adminUrl))) {
    const here = schemas.filter(({ service }) => adminUrl(service) === url);
    await prepareDatabase(url, here, installation);
  }
  const { passwordOf } = installation.secrets;
  return {
    urlOf: (service) => as(adminUrl(service), runtimeOf(service), passwordOf),
    logUrlOf: (source, reader) => as(adminUrl(source), runtimeOf(reader), passwordOf),
  };
}

function givenUrl(service: ServiceName, env: Record<string, string | undefined>): string | undefined {
  return env[`${service.toUpperCase()}_DATABASE_URL`] ?? env.DATABASE_URL;
}

async function startEmbedded(run: Run, { postgresData, postgresLog, secrets }: Installation): Promise<string> {
  run.say('Starting PostgreSQL');
  const log = createWriteStream(postgresLog, { flags: 'a', mode: 0o600 });
  run.onStop('PostgreSQL log', async () => void log.end());
  const server = await startPostgres({
    dataDir: postgresData,
    port: await anyFreePort(),
    password: secrets.passwordOf('postgres'),
    settings: POSTGRES_SETTINGS,
    onLog: (line) => log.write(`${line}\n`),
  });
  run.onStop('PostgreSQL', () => server.stop());
  run.diesWith(server.gone, `PostgreSQL has ended; its log is ${postgresLog}`);
  await createDatabase(server.url);
  return server.url.replace(/\/postgres$/, `/${DATABASE}`);
}

async function createDatabase(url: string): Promise<void> {
  await asAdministrator(url, async (admin) => {
    const { rowCount } = await admin.query('SELECT FROM pg_database WHERE datname = $1', [DATABASE]);
    if (rowCount === 0) await admin.query(`CREATE DATABASE ${DATABASE}`);
  });
}

async function prepareDatabase(
  url: string,
  schemas: readonly ServiceSchema[],
  { secrets }: Installation,
): Promise<void> {
  const { passwordOf } = secrets;
  await asAdministrator(url, async (admin) => {
    await provisionSchemas(admin, passwordOf);
    for (const { service, migrations } of schemas) {
      await migrate({ service, migrations: [...migrations], url: as(url, migratorOf(service), passwordOf) });
    }
    await grantLogs(
      admin,
      schemas.map(({ service }) => service),
    );
  });
}

async function asAdministrator(url: string, work: (admin: pg.Client) => Promise<void>): Promise<void> {
  const admin = new pg.Client({ connectionString: url, application_name: 'lianban-install' });
  await admin.connect();
  try {
    await work(admin);
  } finally {
    await admin.end();
  }
}

/** The same database for another role. */
function as(url: string, role: string, passwordOf: (role: string) => string): string {
  const other = new URL(url);
  other.username = role;
  other.password = passwordOf(role);
  return other.href;
}
