import { lightDatesOf, lightOf } from './lights.js';
import { compareSets, type Evidence, type Rule } from './rule.js';
import type { CockpitRow, PartRow } from './tables.js';
import type { TruePart } from './truth.js';
import { dayOf, type Calendar } from './working-days.js';

/** What both the owner's table and the cockpit keep of a part. */
const SHARED = [
  'taskId',
  'unitId',
  'role',
  'phase',
  'deadline',
  'progress',
  'submittedAt',
  'returns',
  'yellowFrom',
  'redFrom',
] as const;
const OWN = [...SHARED, 'signDueOn', 'acceptedAt', 'completedAt'] as const;

/** Plans, tasks, parts, reports and deadline changes are what the acknowledged commands made of them. */
export const OWNER_HOLDS_THE_TRUTH: Rule = {
  name: 'plans, tasks, parts and reports are as acknowledged',
  differences: (evidence) => {
    const { tables, truth, calendar } = evidence;
    const parts = tables.parts.flatMap((row) =>
      differencesOf('part', OWN, row, truth.parts.get(row.assignmentId), calendar),
    );
    const missing = withoutRow(truth.parts, tables.parts);
    return [
      ...parts,
      ...missing.map((id) => `part ${id} is missing`),
      ...plansAndTasks(evidence),
      ...rowsBesideTheLog(evidence),
      ...reports(evidence),
      ...deadlineChanges(evidence),
    ];
  },
};

function withoutRow(parts: ReadonlyMap<string, TruePart>, rows: readonly { assignmentId: string }[]): string[] {
  const there = new Set(rows.map(({ assignmentId }) => assignmentId));
  return [...parts.keys()].filter((id) => !there.has(id));
}

function plansAndTasks({ tables, truth }: Evidence): string[] {
  const taskRows = new Map(tables.tasks.map((row) => [row.taskId, row]));
  const tasks = [...truth.tasks.values()].flatMap(({ taskId, version, deadline, ended }) => {
    const row = taskRows.get(taskId);
    if (!row) return [`task ${taskId} is missing`];
    const fits = row.version === version && row.deadline === deadline && (row.phase === 'COMPLETED') === ended;
    const found = `version ${row.version}, deadline ${row.deadline}, ${row.phase}`;
    return fits
      ? []
      : [`task ${taskId} is at ${found}; it must be at ${version}, ${deadline}, ${ended ? 'completed' : 'open'}`];
  });
  const plans = [...truth.plans.values()].flatMap(({ planId, version, phase }) => {
    const row = tables.plans.find((candidate) => candidate.planId === planId);
    return row?.version === version && row.phase === phase
      ? []
      : [`plan ${planId} is ${row?.phase} at version ${row?.version}; it must be ${phase} at ${version}`];
  });
  return [...tasks, ...plans];
}

/** A row changes with its event or not at all: none is without one, ahead of it or behind. */
function rowsBesideTheLog({ tables }: Evidence): string[] {
  const newest = new Map(tables.logs.tasks.map(({ aggregateId, version }) => [aggregateId, version]));
  const rows = [
    ...tables.tasks.map(({ taskId, version }) => ({ what: 'task', id: taskId, version })),
    ...tables.plans.map(({ planId, version }) => ({ what: 'plan', id: planId, version })),
  ];
  return rows
    .filter(({ id, version }) => newest.get(id) !== version)
    .map(
      ({ what, id, version }) => `${what} ${id} is stored at version ${version}, and its log ends at ${newest.get(id)}`,
    );
}

function reports({ tables, truth }: Evidence): string[] {
  const expected = new Map<string, string>();
  for (const { assignmentId, reports: own } of truth.parts.values()) {
    for (const { version, progress } of own)
      expected.set(`of ${assignmentId} v${version} at ${progress} %`, 'it was acknowledged');
  }
  const found = tables.reports.map(
    ({ assignmentId, version, progress }) => `of ${assignmentId} v${version} at ${progress} %`,
  );
  return compareSets('report', expected, found);
}

function deadlineChanges({ tables, truth }: Evidence): string[] {
  const nameOf = (taskId: string, version: number, unitId: string | null, deadline: string) =>
    `of ${taskId} v${version} for ${unitId ?? 'all'} to ${deadline}`;
  const expected = new Map<string, string>();
  for (const { taskId, deadlineChanges: own } of truth.tasks.values()) {
    for (const { version, unitId, deadline } of own)
      expected.set(nameOf(taskId, version, unitId, deadline), 'it was acknowledged');
  }
  const found = tables.deadlineChanges.map(({ taskId, version, unitId, deadline }) =>
    nameOf(taskId, version, unitId, deadline),
  );
  return compareSets('deadline change', expected, found);
}

/** The cockpit's rows are the parts, and what it shows is what one counts. */
export const COCKPIT_COUNTS_THE_TRUTH: Rule = {
  name: 'the cockpit counts the truth',
  differences: (evidence) => {
    const { tables, truth, calendar } = evidence;
    const rows = tables.cockpit.flatMap((row) =>
      differencesOf('cockpit row', SHARED, row, truth.parts.get(row.assignmentId), calendar),
    );
    const missing = withoutRow(truth.parts, tables.cockpit);
    return [...rows, ...missing.map((id) => `cockpit row ${id} is missing`), ...shown(evidence)];
  },
};

function differencesOf<Row extends PartRow | CockpitRow>(
  what: string,
  columns: readonly (keyof Row & (typeof OWN)[number])[],
  row: Row,
  part: TruePart | undefined,
  calendar: Calendar,
): string[] {
  if (!part) return [`${what} ${row.assignmentId} is there, and nobody was given it`];
  const expected: Readonly<Record<string, unknown>> = { ...part, ...lightDatesOf(part, calendar) };
  return columns
    .filter((column) => row[column] !== expected[column])
    .map(
      (column) =>
        `${what} ${row.assignmentId}: ${column} is ${String(row[column])}, and must be ${String(expected[column])}`,
    );
}

/** The last look at the cockpit; earlier ones were compared when they were new. */
function shown({ entries, truth, calendar }: Evidence): string[] {
  const looks = entries.filter((entry) => entry.kind === 'cockpit');
  const newest = new Map(looks.map((look) => [look.by, look]));
  return [...newest.values()].flatMap(({ by, at, rows }) => {
    const expected = counted([...truth.parts.values()], by, at, calendar);
    const keys = new Set([...expected.keys(), ...rows.map(({ key }) => String(key))]);
    return [...keys].flatMap((key) => {
      const found = countsOf(rows.find((row) => row.key === key) ?? {});
      const must = countsOf(expected.get(key) ?? {});
      return found === must ? [] : [`cockpit by ${by}, ${key}: it shows ${found}, and must show ${must}`];
    });
  });
}

const COUNTS = ['total', 'red', 'yellow', 'green', 'grey', 'blue', 'overdue', 'unsigned'] as const;

function countsOf(row: Readonly<Record<string, string | number>>): string {
  return COUNTS.map((name) => `${name} ${row[name] ?? 0}`).join(', ');
}

function counted(
  parts: readonly TruePart[],
  by: string,
  now: string,
  calendar: Calendar,
): Map<string, Record<string, number>> {
  const groups = new Map<string, Record<string, number>>();
  for (const part of parts) {
    const light = lightOf(part, lightDatesOf(part, calendar), now);
    const key = by === 'unit' ? part.unitId : light;
    const group = groups.get(key) ?? {};
    groups.set(key, group);
    const names = [
      'total',
      light.toLowerCase(),
      ...(isOverdue(part, now) ? ['overdue'] : []),
      ...(part.phase === 'ASSIGNED' ? ['unsigned'] : []),
    ];
    for (const name of names) group[name] = (group[name] ?? 0) + 1;
  }
  return groups;
}

/** Under review it counts on which day was asked. */
function isOverdue({ phase, deadline, submittedAt }: TruePart, now: string): boolean {
  if (phase === 'COMPLETED' || phase === 'CLOSED' || deadline === null) return false;
  return deadline < dayOf(phase === 'COMPLETION_SUBMITTED' && submittedAt !== null ? submittedAt : now);
}
