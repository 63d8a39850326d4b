import type { MigrationInterface, QueryRunner } from 'typeorm';

const STATEMENTS = [
  'ALTER TABLE draft ADD COLUMN revision_requested_by uuid',
  // The leading group decides on one revision of a plan at a time.
  `CREATE UNIQUE INDEX draft_revision_requested ON draft (plan_id) WHERE phase = 'REVISION_REQUESTED'`,
];

export class RequestRevisions1637539200000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await queryRunner.query(statement);
  }

  /** Forward only: who asked for what is never dropped. */
  down(): Promise<void> {
    return Promise.reject(new Error('This migration cannot be undone. Restore a backup instead.'));
  }
}
