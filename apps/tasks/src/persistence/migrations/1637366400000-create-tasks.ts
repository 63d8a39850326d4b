import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createPlatformTables } from '#platform';

/** These rows change often: with room in their page, a change that touches no indexed column writes no index. */
const ROOM_FOR_UPDATES = 'WITH (fillfactor = 75)';

const PLAN = `CREATE TABLE plan (
  plan_id uuid NOT NULL,
  version integer NOT NULL,
  title text NOT NULL,
  document_number text NOT NULL,
  issuer_unit_id uuid NOT NULL,
  office_unit_id uuid NOT NULL,
  member_group_id uuid NOT NULL,
  adopted_on date NOT NULL,
  published_on date,
  recipients jsonb NOT NULL,
  notice text NOT NULL,
  sections jsonb NOT NULL,
  phase text NOT NULL,
  issued_at timestamptz,
  issue_requested_by uuid,
  refusal_reason text NOT NULL,
  aspects jsonb NOT NULL,
  tasks integer NOT NULL DEFAULT 0,
  plan_text_tasks integer NOT NULL DEFAULT 0,
  CONSTRAINT "PK_plan" PRIMARY KEY (plan_id),
  CONSTRAINT plan_document_number UNIQUE (document_number),
  CONSTRAINT plan_issued_has_date CHECK ((phase = 'ISSUED') = (issued_at IS NOT NULL)))`;

const TASK = `CREATE TABLE task (
  task_id uuid NOT NULL,
  plan_id uuid NOT NULL,
  version integer NOT NULL,
  no text NOT NULL,
  aspect_no integer NOT NULL,
  title text NOT NULL,
  text text NOT NULL,
  source_sentence text NOT NULL,
  origin text NOT NULL,
  phase text NOT NULL,
  reporter_unit_id uuid,
  reporter_origin text,
  original_deadline date,
  deadline date,
  completed_at timestamptz,
  named_units jsonb NOT NULL,
  CONSTRAINT "PK_task" PRIMARY KEY (task_id),
  CONSTRAINT task_no UNIQUE (plan_id, no),
  CONSTRAINT task_completed_has_date CHECK ((phase = 'COMPLETED') = (completed_at IS NOT NULL)),
  CONSTRAINT task_reporter_has_origin CHECK ((reporter_unit_id IS NULL) = (reporter_origin IS NULL)),
  CONSTRAINT task_plan FOREIGN KEY (plan_id) REFERENCES plan (plan_id))
  ${ROOM_FOR_UPDATES}`;

const ASSIGNMENT = `CREATE TABLE assignment (
  assignment_id uuid NOT NULL,
  task_id uuid NOT NULL,
  plan_id uuid NOT NULL,
  unit_id uuid NOT NULL,
  role text NOT NULL,
  leads boolean NOT NULL,
  origin text NOT NULL,
  via_group_id uuid,
  phase text NOT NULL,
  assigned_at timestamptz NOT NULL,
  sign_due_on date NOT NULL,
  accepted_at timestamptz,
  deadline date,
  own_deadline boolean NOT NULL,
  progress integer NOT NULL,
  last_reported_at timestamptz,
  completion_submitted_at timestamptz,
  completion_statement text NOT NULL,
  missing_unit_ids uuid[] NOT NULL,
  returns integer NOT NULL,
  review_opinion text NOT NULL,
  completed_at timestamptz,
  yellow_from timestamptz,
  red_from timestamptz,
  light_basis text NOT NULL,
  CONSTRAINT "PK_assignment" PRIMARY KEY (assignment_id),
  CONSTRAINT assignment_unit UNIQUE (task_id, unit_id),
  CONSTRAINT assignment_progress CHECK (progress BETWEEN 0 AND 100),
  CONSTRAINT assignment_waits_unsigned CHECK (phase <> 'ASSIGNED' OR accepted_at IS NULL),
  CONSTRAINT assignment_completed_has_date CHECK ((phase = 'COMPLETED') = (completed_at IS NOT NULL)),
  CONSTRAINT assignment_task FOREIGN KEY (task_id) REFERENCES task (task_id))
  ${ROOM_FOR_UPDATES}`;

const PROGRESS_REPORT = `CREATE TABLE progress_report (
  report_id uuid NOT NULL,
  assignment_id uuid NOT NULL,
  task_version integer NOT NULL,
  reported_at timestamptz NOT NULL,
  reported_by uuid NOT NULL,
  progress integer NOT NULL,
  text text NOT NULL,
  problems text NOT NULL,
  next_steps text NOT NULL,
  needs_coordination text NOT NULL,
  CONSTRAINT "PK_progress_report" PRIMARY KEY (report_id),
  CONSTRAINT progress_report_assignment FOREIGN KEY (assignment_id) REFERENCES assignment (assignment_id))`;

const DEADLINE_CHANGE = `CREATE TABLE deadline_change (
  task_id uuid NOT NULL,
  task_version integer NOT NULL,
  unit_id uuid,
  previous_deadline date,
  deadline date NOT NULL,
  reason text NOT NULL,
  changed_at timestamptz NOT NULL,
  changed_by uuid NOT NULL,
  CONSTRAINT "PK_deadline_change" PRIMARY KEY (task_id, task_version),
  CONSTRAINT deadline_change_task FOREIGN KEY (task_id) REFERENCES task (task_id))`;

const COCKPIT_ASSIGNMENT = `CREATE TABLE cockpit_assignment (
  assignment_id uuid NOT NULL,
  task_id uuid NOT NULL,
  plan_id uuid NOT NULL,
  aspect_no integer NOT NULL,
  unit_id uuid NOT NULL,
  role text NOT NULL,
  phase text NOT NULL,
  assigned_at timestamptz NOT NULL,
  deadline date,
  progress integer NOT NULL,
  completion_submitted_at timestamptz,
  returns integer NOT NULL,
  yellow_from timestamptz,
  red_from timestamptz,
  light_basis text NOT NULL,
  CONSTRAINT "PK_cockpit_assignment" PRIMARY KEY (assignment_id))
  ${ROOM_FOR_UPDATES}`;

/** The units and aspects that a row does not tell apart have values, not NULL, to be a key. */
const COUNT_KEY = `scope_id uuid NOT NULL,
  aspect_no integer NOT NULL,
  unit_id uuid NOT NULL`;

const MEASURES = `red integer NOT NULL,
  yellow integer NOT NULL,
  green integer NOT NULL,
  grey integer NOT NULL,
  blue integer NOT NULL,
  overdue integer NOT NULL,
  red_unsigned integer NOT NULL,
  yellow_unsigned integer NOT NULL,
  green_unsigned integer NOT NULL,
  grey_unsigned integer NOT NULL`;

const COCKPIT_COUNT = `CREATE TABLE cockpit_count (
  ${COUNT_KEY},
  ${MEASURES},
  CONSTRAINT "PK_cockpit_count" PRIMARY KEY (scope_id, aspect_no, unit_id))
  ${ROOM_FOR_UPDATES}`;

const COCKPIT_DATE = `CREATE TABLE cockpit_date (
  ${COUNT_KEY},
  changes_on date NOT NULL,
  ${MEASURES},
  CONSTRAINT "PK_cockpit_date" PRIMARY KEY (scope_id, aspect_no, unit_id, changes_on))
  ${ROOM_FOR_UPDATES}`;

const OPEN = `WHERE phase NOT IN ('COMPLETED', 'CLOSED')`;
const ENDED = `WHERE phase IN ('COMPLETED', 'CLOSED')`;
const DUE = `coalesce(deadline, '9999-12-31')`;

/**
 * The orders in which the ledger is read. Open parts and ended ones have an index each, which together cost a row no more than one
 * for both; no column of them changes with a report.
 */
const LEDGER_ORDERS = [
  `CREATE INDEX assignment_open_of_plan ON assignment (plan_id, task_id) ${OPEN}`,
  `CREATE INDEX assignment_ended_of_plan ON assignment (plan_id, task_id) ${ENDED}`,
  `CREATE INDEX assignment_open_by_deadline ON assignment (${DUE}, task_id) ${OPEN}`,
  `CREATE INDEX assignment_ended_by_deadline ON assignment (${DUE}, task_id) ${ENDED}`,
  `CREATE INDEX assignment_open_of_unit ON assignment (unit_id, ${DUE}, task_id) ${OPEN}`,
  `CREATE INDEX assignment_ended_of_unit ON assignment (unit_id, ${DUE}, task_id) ${ENDED}`,
  'CREATE INDEX assignment_of_unit ON assignment (unit_id, plan_id, task_id)',
  'CREATE INDEX assignment_led_by ON assignment (unit_id, plan_id, task_id) WHERE leads',
];

const INDEXES = [
  'CREATE INDEX task_of_plan ON task (plan_id, task_id)',
  `CREATE INDEX task_uncarried ON task (plan_id, task_id) WHERE phase = 'REGISTERED'`,
  ...LEDGER_ORDERS,
  `CREATE INDEX assignment_to_review ON assignment (${DUE}, assignment_id) WHERE phase = 'COMPLETION_SUBMITTED'`,
  `CREATE INDEX assignment_to_review_of_unit ON assignment (unit_id) WHERE phase = 'COMPLETION_SUBMITTED'`,
  'CREATE INDEX progress_report_latest ON progress_report (assignment_id, task_version)',
  'CREATE INDEX cockpit_date_due ON cockpit_date (changes_on)',
  'CREATE INDEX cockpit_assignment_task ON cockpit_assignment (task_id)',
  ...['assignment', 'cockpit_assignment'].map(
    (table) =>
      `CREATE INDEX ${table}_lit_by ON ${table} (light_basis) WHERE deadline IS NOT NULL AND phase NOT IN ('COMPLETED', 'CLOSED')`,
  ),
];

export class CreateTasks1637366400000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await createPlatformTables(queryRunner, { directory: true });
    const tables = [
      PLAN,
      TASK,
      ASSIGNMENT,
      PROGRESS_REPORT,
      DEADLINE_CHANGE,
      COCKPIT_ASSIGNMENT,
      COCKPIT_COUNT,
      COCKPIT_DATE,
    ];
    for (const statement of [...tables, ...INDEXES]) await queryRunner.query(statement);
  }

  /** Forward only: what units reported is never dropped. */
  down(): Promise<void> {
    return Promise.reject(new Error('This migration cannot be undone. Restore a backup instead.'));
  }
}
