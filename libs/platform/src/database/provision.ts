import pg from 'pg';
import { migratorOf, runtimeOf } from '../config/roles.js';
import { ServiceName } from '../config/service-environment.js';

/** The tables of one service that others may read: its event log, with the epoch, the floor and the relay's cursor. */
const OPEN_TO_CONSUMERS = ['event_log', 'event_log_epoch', 'event_log_floor', 'relay_cursor'];

/**
 * Creates schema and roles of the services where they are missing. Safe to repeat; passwords are set anew.
 * @param admin an open connection of a role that may create roles and schemas
 * @param password of each role; undefined leaves roles without one (the server must then admit them by other means)
 */
export async function provisionSchemas(
  admin: pg.Client,
  password: (role: string) => string | undefined,
): Promise<void> {
  await admin.query('REVOKE CREATE ON SCHEMA public FROM PUBLIC');
  for (const service of ServiceName.options) {
    await createRole(admin, migratorOf(service), password(migratorOf(service)));
    await createRole(admin, runtimeOf(service), password(runtimeOf(service)));
    await admin.query(`CREATE SCHEMA IF NOT EXISTS ${service} AUTHORIZATION ${migratorOf(service)}`);
    await admin.query(`GRANT USAGE ON SCHEMA ${service} TO ${runtimeOf(service)}`);
    const defaults = `ALTER DEFAULT PRIVILEGES FOR ROLE ${migratorOf(service)} IN SCHEMA ${service} GRANT`;
    await admin.query(`${defaults} SELECT, INSERT, UPDATE, DELETE ON TABLES TO ${runtimeOf(service)}`);
    await admin.query(`${defaults} USAGE ON SEQUENCES TO ${runtimeOf(service)}`);
  }
}

/** After the migrations of `services`, which live in this database: opens their logs to the others, and closes what even the owner must not change. */
export async function grantLogs(
  admin: pg.Client,
  services: readonly ServiceName[] = ServiceName.options,
): Promise<void> {
  for (const service of services) {
    await admin.query(`REVOKE UPDATE, DELETE, TRUNCATE ON ${service}.event_log FROM ${runtimeOf(service)}`);
    const readers = ServiceName.options.map(runtimeOf).join(', ');
    await admin.query(`GRANT USAGE ON SCHEMA ${service} TO ${readers}`);
    await admin.query(
      `GRANT SELECT ON ${OPEN_TO_CONSUMERS.map((table) => `${service}.${table}`).join(', ')} TO ${readers}`,
    );
  }
}

/** Roles belong to the whole server, which several databases may share: two processes may create them at once. */
async function createRole(admin: pg.Client, role: string, password: string | undefined): Promise<void> {
  await admin.query(
    `DO $$ BEGIN CREATE ROLE ${role} LOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$`,
  );
  if (password !== undefined) await admin.query(`ALTER ROLE ${role} PASSWORD ${pg.escapeLiteral(password)}`);
}
