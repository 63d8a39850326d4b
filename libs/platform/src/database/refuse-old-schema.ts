import type { DataSource } from 'typeorm';

/**
 * A service does not migrate by itself: several replicas start at once, and its role may not create tables.
 * @throws Error naming the command when the schema is behind this build
 */
export async function refuseOldSchema(dataSource: DataSource): Promise<void> {
  if (!(await dataSource.showMigrations())) return;
  await dataSource.destroy();
  throw new Error('The database schema is older than this build. Run the migrations first: npm run migrate');
}
