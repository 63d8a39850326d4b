import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import type {} from './postgres.global.js';

/** A database prepared once per run and then cloned, which takes a fraction of running its migrations again. */
export interface DatabaseTemplate {
  /** Identifies the template within the run: lower-case letters, digits, underscores. */
  name: string;
  /** Fills the empty database behind `url`; must close its connections. */
  prepare(url: string): Promise<void>;
}

export interface TestDatabase {
  /** Administrator's URL of this database. */
  readonly url: string;
  readonly databaseName: string;
  /** The same database for another role. Roles of the test server need no password. */
  urlFor(role: string): string;
  /** Ends all sessions in the database and removes it. */
  drop(): Promise<void>;
}

/** Creates an empty database, or a clone of `template`, on the run's server. */
export async function createTestDatabase(options: { template?: DatabaseTemplate } = {}): Promise<TestDatabase> {
  const databaseName = `test_${randomBytes(6).toString('hex')}`;
  await asAdministrator(async (admin) => {
    const source = options.template ? await prepared(admin, options.template) : 'template1';
    await admin.query(`CREATE DATABASE ${databaseName} TEMPLATE ${source}`);
  });
  return {
    url: urlOf(databaseName),
    databaseName,
    urlFor: (role) => urlOf(databaseName, role),
    drop: () => asAdministrator(async (admin) => void (await admin.query(dropStatement(databaseName)))),
  };
}

async function prepared(admin: pg.Client, template: DatabaseTemplate): Promise<string> {
  const name = `template_${template.name}`;
  // Test files run in several processes: the first one prepares, the others wait here and then clone.
  await admin.query('SELECT pg_advisory_lock(hashtext($1))', [name]);
  try {
    const { rowCount } = await admin.query('SELECT FROM pg_database WHERE datname = $1', [name]);
    if (rowCount === 0) await prepare(admin, name, template);
    return name;
  } finally {
    await admin.query('SELECT pg_advisory_unlock(hashtext($1))', [name]);
  }
}

async function prepare(admin: pg.Client, name: string, template: DatabaseTemplate): Promise<void> {
  await admin.query(`CREATE DATABASE ${name}`);
  try {
    await template.prepare(urlOf(name));
  } catch (error) {
    await admin.query(dropStatement(name)); // else the next file would clone a half-prepared one
    throw error;
  }
}

async function asAdministrator<T>(work: (admin: pg.Client) => Promise<T>): Promise<T> {
  const admin = new pg.Client({ connectionString: inject('postgresUrl') });
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
}

function dropStatement(databaseName: string): string {
  return `DROP DATABASE IF EXISTS ${databaseName} WITH (FORCE)`;
}

function urlOf(databaseName: string, role?: string): string {
  const url = new URL(inject('postgresUrl'));
  url.pathname = `/${databaseName}`;
  if (role) url.username = role;
  return url.href;
}
