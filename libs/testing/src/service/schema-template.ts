import pg from 'pg';
import { messagingMigrationSql } from '#messaging';
import { grantLogs, migrate, migratorOf, provisionSchemas, ServiceName } from '#platform';
import type { DatabaseTemplate } from '../postgres.js';

/** A database in which `service` is migrated; of the others only the event logs are there, for a test to write to. */
export function serviceTemplate(service: ServiceName, migrations: readonly Function[]): DatabaseTemplate {
  return {
    name: service,
    async prepare(url) {
      const admin = new pg.Client({ connectionString: url });
      await admin.connect();
      try {
        await provisionSchemas(admin, () => undefined);
        await migrate({ service, url: urlFor(url, migratorOf(service)), migrations: [...migrations] });
        for (const other of ServiceName.options.filter((name) => name !== service)) await createLog(admin, other);
        await grantLogs(admin);
      } finally {
        await admin.end();
      }
    },
  };
}

async function createLog(admin: pg.Client, service: ServiceName): Promise<void> {
  await admin.query(`SET ROLE ${migratorOf(service)}; SET search_path = ${service}`);
  for (const statement of messagingMigrationSql()) await admin.query(statement);
  await admin.query('RESET ROLE; RESET search_path');
}

function urlFor(url: string, role: string): string {
  const changed = new URL(url);
  changed.username = role;
  return changed.href;
}
