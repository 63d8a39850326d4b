import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createPlatformTables } from '#platform';

const TABLES = [
  `CREATE TABLE timetable_entry (
    assignment_id uuid NOT NULL, rule text NOT NULL, anchor_on date NOT NULL, task_id uuid NOT NULL, unit_id uuid NOT NULL,
    due_on date NOT NULL, due_at timestamptz NOT NULL, moved_because text, state text NOT NULL, state_reason text NOT NULL,
    planned_on date NOT NULL, basis text NOT NULL, decided boolean NOT NULL DEFAULT false, CONSTRAINT "PK_timetable_entry" PRIMARY KEY (assignment_id, rule, anchor_on))`,
  `CREATE INDEX timetable_entry_due ON timetable_entry (due_at, assignment_id, rule) WHERE state = 'PLANNED' AND NOT decided`,
  'CREATE INDEX timetable_entry_unit ON timetable_entry (unit_id, due_at)',
  `CREATE INDEX timetable_entry_basis ON timetable_entry (basis) WHERE state = 'PLANNED'`,
  `CREATE TABLE watched_plan (
    plan_id uuid CONSTRAINT "PK_watched_plan" PRIMARY KEY, office_unit_id uuid NOT NULL)`,
  `CREATE TABLE watched_task (
    task_id uuid CONSTRAINT "PK_watched_task" PRIMARY KEY, plan_id uuid NOT NULL, no text NOT NULL, title text NOT NULL)`,
  `CREATE TABLE watched_assignment (
    assignment_id uuid CONSTRAINT "PK_watched_assignment" PRIMARY KEY, task_id uuid NOT NULL, phase text NOT NULL,
    progress smallint NOT NULL) WITH (fillfactor = 75)`,
  `CREATE TABLE reminder (
    reminder_id uuid CONSTRAINT "PK_reminder" PRIMARY KEY, assignment_id uuid NOT NULL, rule text NOT NULL,
    anchor_on date NOT NULL, task_id uuid NOT NULL, unit_id uuid NOT NULL, due_on date NOT NULL, outcome text NOT NULL,
    reason text NOT NULL, text text, decided_at timestamptz NOT NULL, recipient_account_ids uuid[] NOT NULL, sent_on date)`,
  'CREATE UNIQUE INDEX reminder_sent_once_a_day ON reminder (assignment_id, rule, sent_on)',
  'CREATE INDEX reminder_decided_at ON reminder (decided_at, reminder_id)',
  'CREATE INDEX reminder_unit ON reminder (unit_id, decided_at, reminder_id)',
  `CREATE TABLE inbox_entry (
    account_id uuid NOT NULL, reminder_id uuid NOT NULL, unit_id uuid NOT NULL, sent_at timestamptz NOT NULL,
    read_at timestamptz, CONSTRAINT "PK_inbox_entry" PRIMARY KEY (account_id, reminder_id))`,
  'CREATE INDEX inbox_entry_newest ON inbox_entry (account_id, sent_at, reminder_id)',
] as const;

export class CreateNotifications1763000000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await createPlatformTables(queryRunner, { directory: true });
    for (const statement of TABLES) await queryRunner.query(statement);
  }

  down(): Promise<void> {
    throw new Error('Migrations go forward only: restore a backup to go back.');
  }
}
