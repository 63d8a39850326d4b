import { grantLogs, migrate, migratorOf, provisionSchemas, runtimeOf, ServiceName } from '#platform';
import { allDone } from './all-done.js';
import { asAdministrator } from './as-administrator.js';
import type { Secrets } from './secrets.js';

/** One service's migrations, oldest first. */
export interface ServiceSchema {
  service: ServiceName;
  migrations: readonly Function[];
}

/** An administrator's URL of the database that `service` is in; several services may share one. */
export type AdminUrl = (service: ServiceName) => string;

/** Where the services' data are. */
export interface Databases {
  /** URL of the service's own database for its runtime role. */
  urlOf(service: ServiceName): string;
  /** URL at which `reader` reads the event log of `source`. */
  logUrlOf(source: ServiceName, reader: ServiceName): string;
}

/** Makes every service's database ready for this build: roles, schemas, migrations, rights. May be repeated. */
export async function prepareDatabases(
  adminUrl: AdminUrl,
  schemas: readonly ServiceSchema[],
  secrets: Secrets,
): Promise<Databases> {
  for (const url of new Set(ServiceName.options.map(adminUrl))) {
    const here = schemas.filter(({ service }) => adminUrl(service) === url);
    await prepareDatabase(url, here, secrets);
  }
  return {
    urlOf: (service) => as(adminUrl(service), runtimeOf(service), secrets),
    logUrlOf: (source, reader) => as(adminUrl(source), runtimeOf(reader), secrets),
  };
}

async function prepareDatabase(url: string, schemas: readonly ServiceSchema[], secrets: Secrets): Promise<void> {
  const services = schemas.map(({ service }) => service);
  await asAdministrator(url, async (admin) => {
    await provisionSchemas(admin, secrets.passwordOf);
    const migrating = schemas.map(({ service, migrations }) =>
      migrate({ service, migrations: [...migrations], url: as(url, migratorOf(service), secrets) }),
    );
    await allDone(migrating);
    await grantLogs(admin, services);
  });
}

/** The same database for another role. */
function as(url: string, role: string, { passwordOf }: Secrets): string {
  const other = new URL(url);
  other.username = role;
  other.password = passwordOf(role);
  return other.href;
}
