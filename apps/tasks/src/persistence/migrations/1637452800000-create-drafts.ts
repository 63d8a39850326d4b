import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = [
  `CREATE TABLE draft (
    draft_id uuid NOT NULL,
    version integer NOT NULL,
    office_unit_id uuid NOT NULL,
    plan_id uuid,
    revises uuid,
    file_name text NOT NULL,
    file_bytes integer NOT NULL,
    file_hash text NOT NULL,
    phase text NOT NULL,
    received_at timestamptz NOT NULL,
    head jsonb,
    tasks integer NOT NULL,
    sentences integer NOT NULL,
    open_sentences integer NOT NULL,
    refusal jsonb,
    attempts integer NOT NULL DEFAULT 0,
    progress integer NOT NULL DEFAULT 0,
    CONSTRAINT "PK_draft" PRIMARY KEY (draft_id),
    CONSTRAINT draft_progress CHECK (progress BETWEEN 0 AND 100),
    CONSTRAINT draft_accepted_has_plan CHECK (phase <> 'ACCEPTED' OR plan_id IS NOT NULL))`,
  'CREATE INDEX draft_of_office ON draft (office_unit_id, draft_id)',
  `CREATE INDEX draft_to_read ON draft (draft_id) WHERE phase = 'RECEIVED'`,
  `CREATE TABLE draft_file (
    draft_id uuid NOT NULL,
    bytes bytea NOT NULL,
    CONSTRAINT "PK_draft_file" PRIMARY KEY (draft_id),
    CONSTRAINT draft_file_draft FOREIGN KEY (draft_id) REFERENCES draft (draft_id))`,
  `CREATE TABLE draft_task (
    draft_id uuid NOT NULL,
    key text NOT NULL,
    position integer NOT NULL,
    item jsonb NOT NULL,
    task_id uuid,
    CONSTRAINT "PK_draft_task" PRIMARY KEY (draft_id, key),
    CONSTRAINT draft_task_draft FOREIGN KEY (draft_id) REFERENCES draft (draft_id))`,
  `CREATE TABLE draft_sentence (
    draft_id uuid NOT NULL,
    position integer NOT NULL,
    state text NOT NULL,
    item jsonb NOT NULL,
    CONSTRAINT "PK_draft_sentence" PRIMARY KEY (draft_id, position),
    CONSTRAINT draft_sentence_draft FOREIGN KEY (draft_id) REFERENCES draft (draft_id))`,
];

export class CreateDrafts1637452800000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of TABLES) await queryRunner.query(statement);
  }

  /** Forward only: what reviewers decided is never dropped. */
  down(): Promise<void> {
    return Promise.reject(new Error('This migration cannot be undone. Restore a backup instead.'));
  }
}
