import type { MigrationInterface, QueryRunner } from 'typeorm';

const STATEMENTS = [
  `ALTER TABLE draft ADD COLUMN kind text NOT NULL DEFAULT 'PLAN'`,
  `CREATE TABLE measure (
    measure_id uuid NOT NULL,
    version integer NOT NULL,
    plan_id uuid NOT NULL,
    task_id uuid NOT NULL,
    assignment_id uuid NOT NULL,
    unit_id uuid NOT NULL,
    draft_id uuid NOT NULL,
    no text NOT NULL,
    title text NOT NULL,
    text text NOT NULL,
    owner text NOT NULL,
    deadline date,
    phase text NOT NULL,
    adopted_at timestamptz NOT NULL,
    done_at timestamptz,
    CONSTRAINT "PK_measure" PRIMARY KEY (measure_id),
    CONSTRAINT measure_done_has_date CHECK ((phase = 'DONE') = (done_at IS NOT NULL)),
    CONSTRAINT measure_assignment FOREIGN KEY (assignment_id) REFERENCES assignment (assignment_id),
    CONSTRAINT measure_draft FOREIGN KEY (draft_id) REFERENCES draft (draft_id))`,
  'CREATE INDEX measure_of_assignment ON measure (assignment_id, measure_id)',
];

export class KeepMeasures1637625600000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await queryRunner.query(statement);
  }

  /** Forward only: what units undertook is never dropped. */
  down(): Promise<void> {
    return Promise.reject(new Error('This migration cannot be undone. Restore a backup instead.'));
  }
}
