import { messagingMigrationSql } from '#messaging';
import type { QueryRunner } from 'typeorm';
import { DIRECTORY_MIGRATION } from '../directory/directory.migration.js';

const IDEMPOTENCY = [
  `CREATE TABLE idempotency_key (
    account_id uuid NOT NULL, key text NOT NULL, request_hash text NOT NULL, answer jsonb NOT NULL, created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT "PK_idempotency_key" PRIMARY KEY (account_id, key))`,
  'CREATE INDEX idempotency_key_created_at ON idempotency_key (created_at)',
];

/** The platform's tables in a service's schema; called by the service's first migration, never changed afterwards. */
export async function createPlatformTables(queryRunner: QueryRunner, options: { directory: boolean }): Promise<void> {
  const statements = [...messagingMigrationSql(), ...IDEMPOTENCY, ...(options.directory ? DIRECTORY_MIGRATION : [])];
  for (const statement of statements) await queryRunner.query(statement);
}
