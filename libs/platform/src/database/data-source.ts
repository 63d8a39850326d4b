import { DataSource, type EntitySchema, type MixedList } from 'typeorm';
import { HeardClient, readInt8AsNumber } from '#messaging';
import { readDatesAsText } from './types.js';

type Entities = MixedList<Function | string | EntitySchema>;

export interface SchemaOptions {
  /** The service; its schema bears the same name. */
  service: string;
  url: string;
  entities: Entities;
  migrations: MixedList<Function | string>;
  /** Most connections of the pool. */
  poolSize: number;
}

/**
 * Seconds after which the server ends a session that keeps a transaction open and says nothing. Its other end may be gone
 * without a word, which keep-alive finds out after hours: until then its locks would hold up everybody else.
 */
const SILENT_TRANSACTION_SECONDS = 20;

/** The TypeORM data source of one service's schema. Unqualified names resolve to that schema alone. */
export function schemaDataSource(options: SchemaOptions): DataSource {
  readDatesAsText();
  readInt8AsNumber();
  return new DataSource({
    type: 'postgres',
    url: options.url,
    schema: options.service,
    entities: options.entities,
    migrations: options.migrations,
    migrationsTableName: 'migration',
    poolSize: options.poolSize,
    applicationName: `lianban-${options.service}`,
    extra: {
      Client: HeardClient,
      options: `-c search_path=${options.service} -c timezone=UTC -c idle_in_transaction_session_timeout=${SILENT_TRANSACTION_SECONDS}s`,
      pipeline: true, // begin, insert and commit travel together instead of waiting for one another
      idleTimeoutMillis: 10_000,
      min: 1, // signing in to the database anew for each look at what is due is most of an idle service's work
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
    },
  });
}
