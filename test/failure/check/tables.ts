import pg from 'pg';

export const SERVICES = ['departments', 'tasks', 'assessment', 'notifications'] as const;
export type Service = (typeof SERVICES)[number];

export interface LogRow {
  position: number;
  slot: number;
  id: string;
  type: string;
  aggregateId: string;
  version: number;
  occurredAt: string;
  actor: string;
  /** Trace id of whoever caused it; empty where nobody asked. */
  trace: string;
}

export interface PartRow {
  assignmentId: string;
  taskId: string;
  unitId: string;
  role: string;
  phase: string;
  signDueOn: string;
  acceptedAt: string | null;
  deadline: string | null;
  progress: number;
  submittedAt: string | null;
  completedAt: string | null;
  returns: number;
  yellowFrom: string | null;
  redFrom: string | null;
}

export type CockpitRow = Omit<PartRow, 'signDueOn' | 'acceptedAt' | 'completedAt'> & { planId: string };

export interface RecordRow {
  assignmentId: string;
  eventId: string;
  kind: string;
  taskId: string;
  unitId: string;
  version: number;
  onDay: string;
  signDueOn: string;
  deadline: string | null;
}

export interface ReminderRow {
  reminderId: string;
  assignmentId: string;
  rule: string;
  anchorOn: string;
  unitId: string;
  dueOn: string;
  outcome: string;
  decidedAt: string;
  sentOn: string | null;
  recipients: string[];
}

export interface MarkRow {
  service: Service;
  projection: string;
  source: Service;
  slot: number;
  position: number;
}

export interface Scheme {
  schemeId: string;
  year: number;
  objectClass: string;
  fullMarks: number;
  items: readonly SchemeItem[];
}

export interface SchemeItem {
  no: string;
  fullMarks: number;
  rule:
    | { type: 'DEDUCT_PER_EVENT'; deductions: readonly { fact: string; marks: number }[]; cap: number }
    | { type: 'PROPORTION'; numerator: readonly string[]; denominator: readonly string[]; whenNothingDue: string };
}

export interface ResultRow {
  assessmentId: string;
  unitId: string;
  marks: number;
  outOf: number;
  rank: number;
  obligations: number;
  items: readonly ItemRow[];
  /** By item; null while nobody has asked to publish the assessment. */
  reasons: readonly { no: string; reasons: readonly Reason[] }[] | null;
}

export interface ItemRow {
  no: string;
  marks: number;
  proportion: { met: number; due: number } | null;
  deductions: readonly { fact: string; times: number }[] | null;
}

export interface Reason {
  fact: string;
  assignmentId: string;
  on: string;
}

/** Everything that the services have stored, read past them. */
export interface Tables {
  logs: Record<Service, LogRow[]>;
  tasks: { taskId: string; planId: string; no: string; version: number; phase: string; deadline: string | null }[];
  plans: { planId: string; version: number; phase: string }[];
  parts: PartRow[];
  reports: { assignmentId: string; version: number; progress: number }[];
  deadlineChanges: { taskId: string; version: number; unitId: string | null; deadline: string }[];
  cockpit: CockpitRow[];
  records: RecordRow[];
  reminders: ReminderRow[];
  inbox: { accountId: string; reminderId: string }[];
  keys: { service: Service; key: string }[];
  parked: { service: Service; projection: string; eventId: string; error: string | null }[];
  marks: MarkRow[];
  cursors: { service: Service; cursor: number }[];
  days: { date: string; kind: string }[];
  units: { service: Service; unitId: string; name: string; kind: string; scorable: boolean }[];
  accounts: { service: Service; accountId: string; unitId: string; roles: string[]; disabled: boolean }[];
  clocks: { service: Service; now: string }[];
  groups: { groupId: string; unitId: string }[];
  schemes: Scheme[];
  assessments: { assessmentId: string; schemeId: string; asOf: string; phase: string }[];
  results: ResultRow[];
}

const at = (column: string, name: string) =>
  `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "${name}"`;

const LOG = `SELECT position::float8 AS position, slot, id, type, aggregate_id AS "aggregateId", aggregate_version AS version,
  ${at('occurred_at', 'occurredAt')}, actor, coalesce(split_part(traceparent, '-', 2), '') AS trace FROM event_log ORDER BY position`;

const PART = `assignment_id AS "assignmentId", task_id AS "taskId", unit_id AS "unitId", role, phase, deadline::text AS deadline,
  progress, ${at('completion_submitted_at', 'submittedAt')}, returns, ${at('yellow_from', 'yellowFrom')}, ${at('red_from', 'redFrom')}`;

const MARKS = `SELECT m.projection, g.source, m.slot, m.position::float8 AS position
  FROM projection_mark m JOIN projection_generation g USING (projection, generation) WHERE g.state = 'active'`;

/** What is read in every service's schema, by its name in `Tables`. */
const OF_EACH = {
  keys: 'SELECT key FROM idempotency_key',
  parked: 'SELECT projection, event_id AS "eventId", error FROM parked_event',
  marks: MARKS,
  cursors: 'SELECT cursor::float8 AS cursor FROM relay_cursor',
} as const;

const OF_TASKS = {
  tasks: 'SELECT task_id AS "taskId", plan_id AS "planId", no, version, phase, deadline::text AS deadline FROM task',
  plans: 'SELECT plan_id AS "planId", version, phase FROM plan',
  parts: `SELECT ${PART}, sign_due_on::text AS "signDueOn", ${at('accepted_at', 'acceptedAt')}, ${at('completed_at', 'completedAt')} FROM assignment`,
  reports: 'SELECT assignment_id AS "assignmentId", task_version AS version, progress FROM progress_report',
  deadlineChanges: `SELECT task_id AS "taskId", task_version AS version, unit_id AS "unitId", deadline::text AS deadline FROM deadline_change`,
  cockpit: `SELECT ${PART}, plan_id AS "planId" FROM cockpit_assignment`,
} as const;

const OF_ASSESSMENT = {
  records: `SELECT assignment_id AS "assignmentId", event_id AS "eventId", kind, task_id AS "taskId", unit_id AS "unitId",
    task_version AS version, on_day::text AS "onDay", sign_due_on::text AS "signDueOn", deadline::text AS deadline FROM assignment_record`,
  schemes: `SELECT scheme_id AS "schemeId", year, object_class AS "objectClass", full_marks AS "fullMarks", items FROM scheme`,
  assessments: `SELECT assessment_id AS "assessmentId", scheme_id AS "schemeId", as_of::text AS "asOf", phase FROM assessment`,
  results: `SELECT assessment_id AS "assessmentId", unit_id AS "unitId", marks, out_of AS "outOf", rank, obligations, items, reasons
    FROM unit_result LEFT JOIN unit_reasons USING (assessment_id, unit_id)`,
} as const;

const OF_NOTIFICATIONS = {
  reminders: `SELECT reminder_id AS "reminderId", assignment_id AS "assignmentId", rule, anchor_on::text AS "anchorOn", unit_id AS "unitId",
    due_on::text AS "dueOn", outcome, ${at('decided_at', 'decidedAt')}, sent_on::text AS "sentOn", recipient_account_ids AS recipients FROM reminder`,
  inbox: 'SELECT account_id AS "accountId", reminder_id AS "reminderId" FROM inbox_entry',
} as const;

const OF_DEPARTMENTS = {
  days: `SELECT d->>'date' AS date, d->>'kind' AS kind FROM (SELECT DISTINCT ON (year) days FROM calendar_revision ORDER BY year, revision DESC) newest,
    jsonb_array_elements(days) d`,
  groups: 'SELECT group_id AS "groupId", unit_id AS "unitId" FROM unit_group_member WHERE to_on IS NULL',
} as const;

/** Copies of the register and the register itself, under one name. */
const REGISTER = (own: boolean) => ({
  units: `SELECT unit_id AS "unitId", name, kind, scorable FROM ${own ? 'unit' : 'directory_unit'}`,
  accounts: `SELECT account_id AS "accountId", unit_id AS "unitId", roles, disabled FROM ${own ? 'account' : 'directory_account'}`,
  clocks: `SELECT ${at('now', 'now')} FROM directory_clock`,
});

const OWN: Record<Service, Readonly<Record<string, string>>> = {
  departments: OF_DEPARTMENTS,
  tasks: OF_TASKS,
  assessment: OF_ASSESSMENT,
  notifications: OF_NOTIFICATIONS,
};

/** Reads all services' tables. @param urlOf an administrator's URL of the database that holds a service's schema */
export async function readTables(urlOf: (service: Service) => string): Promise<Tables> {
  const tables: Record<string, unknown[]> = {};
  const logs: Partial<Record<Service, LogRow[]>> = {};
  for (const service of SERVICES) {
    const database = new pg.Client({ connectionString: urlOf(service), application_name: 'failure-check' });
    await database.connect();
    try {
      await database.query(`SET search_path TO ${service}`);
      logs[service] = (await database.query<LogRow>(LOG)).rows;
      const shared = { ...OF_EACH, ...REGISTER(service === 'departments') };
      for (const [name, text] of Object.entries(shared)) {
        const { rows } = await database.query<object>(text);
        (tables[name] ??= []).push(...rows.map((row) => ({ service, ...row })));
      }
      for (const [name, text] of Object.entries(OWN[service])) tables[name] = (await database.query(text)).rows;
    } finally {
      await database.end();
    }
  }
  return { ...(tables as unknown as Omit<Tables, 'logs'>), logs: logs as Tables['logs'] };
}
