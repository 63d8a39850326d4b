import type { MigrationInterface, QueryRunner } from 'typeorm';

const STATEMENTS = ['ALTER TABLE draft ADD COLUMN stage text', 'ALTER TABLE draft ADD COLUMN stage_since timestamptz'];

export class ShowReading1637712000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await queryRunner.query(statement);
  }

  /** Forward only, as every migration here. */
  down(): Promise<void> {
    return Promise.reject(new Error('This migration cannot be undone. Restore a backup instead.'));
  }
}
