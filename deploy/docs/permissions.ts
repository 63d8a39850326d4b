import {
  ASSESSMENT_ACTIONS,
  ASSESSMENT_POLICY,
  RELATIONS as ASSESSMENT_RELATIONS,
} from '../../apps/assessment/src/domain/assessment.policy.js';
import { DEPARTMENTS_POLICY } from '../../apps/departments/src/domain/departments.policy.js';
import { NOTIFICATIONS_POLICY } from '../../apps/notifications/src/domain/notifications.policy.js';
import { ASSIGNMENT_TRANSITIONS } from '../../apps/tasks/src/domain/assignment.transitions.js';
import { DRAFT_TRANSITIONS } from '../../apps/tasks/src/domain/drafts/draft.transitions.js';
import { MEASURE_TRANSITIONS } from '../../apps/tasks/src/domain/measure.transitions.js';
import { PLAN_TRANSITIONS } from '../../apps/tasks/src/domain/plan.transitions.js';
import { TASK_TRANSITIONS } from '../../apps/tasks/src/domain/task.transitions.js';
import { READS, RELATIONS } from '../../apps/tasks/src/domain/tasks.policy.js';
import { code, page, table } from './markdown.js';

/** Who may do what in every service. What has no row is refused. */
export function permissionsPage(): string {
  return page('Permissions', 'the policy and transition tables', [
    '## departments',
    table(['action', 'one of these is enough'], rowsOf(DEPARTMENTS_POLICY)),
    '## tasks: relations',
    table(['relation', 'meaning'], meaningsOf(RELATIONS)),
    '## tasks: what may be seen',
    table(['what', 'one of these is enough'], rowsOf(READS)),
    '## tasks: what may be done',
    table(['aggregate', 'action', 'one of these is enough'], taskActions()),
    '## assessment: relations',
    table(['relation', 'meaning'], meaningsOf(ASSESSMENT_RELATIONS)),
    '## assessment: what may be done',
    table(['action', 'meaning', 'one of these is enough'], assessmentActions()),
    '## notifications',
    table(['role', 'action', 'scope'], notificationActions()),
    '## Operating the event path, in every service',
    'An `ADMINISTRATOR`, and nobody else: what is parked is named without its data.',
  ]);
}

function meaningsOf(relations: Record<string, string>): string[][] {
  return Object.entries(relations).map(([name, meaning]) => [code(name), meaning]);
}

function rowsOf(policy: Record<string, readonly string[]>): string[][] {
  return Object.entries(policy).map(([action, relations]) => [code(action), relations.join(', ')]);
}

function taskActions(): string[][] {
  const tables = {
    draft: DRAFT_TRANSITIONS,
    plan: PLAN_TRANSITIONS,
    task: TASK_TRANSITIONS,
    assignment: ASSIGNMENT_TRANSITIONS,
    measure: MEASURE_TRANSITIONS,
  };
  return Object.entries(tables).flatMap(([aggregate, rows]) => {
    const actions = new Map<string, Set<string>>();
    for (const { action, who } of rows) actions.set(action, new Set([...(actions.get(action) ?? []), ...who]));
    return [...actions].map(([action, who]) => [aggregate, code(action), [...who].join(', ')]);
  });
}

function assessmentActions(): string[][] {
  return Object.entries(ASSESSMENT_ACTIONS).map(([action, meaning]) => {
    const relations = ASSESSMENT_POLICY.filter((row) => row.action === action).map(({ relation }) => relation);
    return [code(action), meaning, relations.join(', ')];
  });
}

function notificationActions(): string[][] {
  return Object.entries(NOTIFICATIONS_POLICY).flatMap(([role, actions]) =>
    Object.entries(actions).map(([action, scope]) => [role, code(action), scope]),
  );
}
