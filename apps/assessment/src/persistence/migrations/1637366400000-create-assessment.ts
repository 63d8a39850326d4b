import { createPlatformTables } from '#platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = [
  `CREATE TABLE assignment_record (
    assignment_id uuid NOT NULL, event_id uuid NOT NULL, kind text NOT NULL, task_id uuid NOT NULL, unit_id uuid NOT NULL,
    task_version integer NOT NULL, on_day date NOT NULL, sign_due_on date NOT NULL, deadline date,
    CONSTRAINT "PK_assignment_record" PRIMARY KEY (assignment_id, event_id))`,
  'CREATE INDEX assignment_record_unit ON assignment_record (unit_id, on_day)',
  `CREATE TABLE assignment_standing (
    assignment_id uuid CONSTRAINT "PK_assignment_standing" PRIMARY KEY, plan_id uuid NOT NULL, unit_id uuid NOT NULL,
    year integer NOT NULL, first_on date NOT NULL, last_on date NOT NULL, happened smallint NOT NULL, returns smallint NOT NULL,
    never_signed_on date, not_completed_on date)`,
  `CREATE INDEX assignment_standing_counted ON assignment_standing
    (unit_id, year, last_on, plan_id, happened, returns, never_signed_on, not_completed_on)`,
  `CREATE TABLE known_plan (
    plan_id uuid CONSTRAINT "PK_known_plan" PRIMARY KEY, office_unit_id uuid NOT NULL, issuer_unit_id uuid NOT NULL)`,
  `CREATE TABLE known_task (
    task_id uuid CONSTRAINT "PK_known_task" PRIMARY KEY, plan_id uuid NOT NULL, no text NOT NULL, title text NOT NULL)`,
  `CREATE TABLE scheme (
    scheme_id uuid CONSTRAINT "PK_scheme" PRIMARY KEY, office_unit_id uuid NOT NULL, year integer NOT NULL, object_class text NOT NULL, revision integer NOT NULL,
    name text NOT NULL, full_marks integer NOT NULL, origin text NOT NULL, items jsonb NOT NULL,
    adopted_by uuid NOT NULL, adopted_at timestamptz NOT NULL,
    CONSTRAINT scheme_revision UNIQUE (office_unit_id, year, object_class, revision))`,
  `CREATE TABLE assessment (
    assessment_id uuid CONSTRAINT "PK_assessment" PRIMARY KEY, version integer NOT NULL,
    scheme_id uuid NOT NULL CONSTRAINT "FK_assessment_scheme" REFERENCES scheme,
    office_unit_id uuid NOT NULL, year integer NOT NULL, object_class text NOT NULL, as_of date NOT NULL, phase text NOT NULL, publication integer,
    digest text NOT NULL, unassessed jsonb NOT NULL, drafted_by uuid NOT NULL, drafted_at timestamptz NOT NULL,
    requested_by uuid, decided_by uuid, refusal_reason text,
    CONSTRAINT assessment_publication UNIQUE (office_unit_id, year, object_class, publication),
    CONSTRAINT assessment_published_has_number CHECK ((phase = 'PUBLISHED') = (publication IS NOT NULL)),
    CONSTRAINT assessment_decided_by_another CHECK (decided_by <> requested_by))`,
  `CREATE TABLE unit_result (
    assessment_id uuid NOT NULL CONSTRAINT "FK_unit_result_assessment" REFERENCES assessment, unit_id uuid NOT NULL,
    unit_name text NOT NULL, marks integer NOT NULL, out_of integer NOT NULL, rank integer NOT NULL, obligations integer NOT NULL,
    items json NOT NULL, CONSTRAINT "PK_unit_result" PRIMARY KEY (assessment_id, unit_id))`,
  'CREATE INDEX unit_result_unit ON unit_result (unit_id)',
  `CREATE TABLE unit_reasons (
    assessment_id uuid NOT NULL, unit_id uuid NOT NULL, reasons json NOT NULL, CONSTRAINT "PK_unit_reasons" PRIMARY KEY (assessment_id, unit_id),
    CONSTRAINT "FK_unit_reasons_result" FOREIGN KEY (assessment_id, unit_id) REFERENCES unit_result)`,
];

/** Whoever reaches the tables past the service still cannot rewrite what was adopted, computed or published. */
const FROZEN = [
  `CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '% of % is refused: its rows are frozen; add a new one beside', TG_OP, TG_TABLE_NAME; END $$`,
  'CREATE TRIGGER frozen BEFORE UPDATE OR DELETE ON scheme FOR EACH ROW EXECUTE FUNCTION refuse_change()',
  'CREATE TRIGGER frozen BEFORE UPDATE OR DELETE ON unit_result FOR EACH ROW EXECUTE FUNCTION refuse_change()',
  'CREATE TRIGGER frozen BEFORE UPDATE OR DELETE ON unit_reasons FOR EACH ROW EXECUTE FUNCTION refuse_change()',
  `CREATE TRIGGER frozen BEFORE UPDATE OR DELETE ON assessment FOR EACH ROW WHEN (OLD.phase = 'PUBLISHED')
    EXECUTE FUNCTION refuse_change()`,
];

export class CreateAssessment1637366400000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await createPlatformTables(queryRunner, { directory: true });
    for (const statement of [...TABLES, ...FROZEN]) await queryRunner.query(statement);
  }

  /** Forward only: going back would throw away what was published. */
  async down(): Promise<void> {
    throw new Error('Migrations of assessment go forward only; restore a backup to go back.');
  }
}
