import { schemaDataSource, type SchemaOptions } from './data-source.js';

/** Two deployments must not migrate one schema at once. */
const LOCK = 'SELECT pg_advisory_lock(hashtext($1))';

/**
 * Brings a service's schema to this build. `url` connects as the migrator role.
 * @returns names of the migrations that ran
 */
export async function migrate(options: Omit<SchemaOptions, 'poolSize' | 'entities'>): Promise<string[]> {
  const dataSource = schemaDataSource({ ...options, entities: [], poolSize: 2 });
  await dataSource.initialize();
  try {
    await dataSource.query(LOCK, [`migrate ${options.service}`]); // kept by a pooled connection until the pool ends
    const ran = await dataSource.runMigrations({ transaction: 'each' });
    return ran.map(({ name }) => name);
  } finally {
    await dataSource.destroy();
  }
}
