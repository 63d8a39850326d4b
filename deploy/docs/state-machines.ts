import { ASSESSMENT_TRANSITIONS } from '../../apps/assessment/src/domain/assessment.transitions.js';
import { ASSIGNMENT_TRANSITIONS } from '../../apps/tasks/src/domain/assignment.transitions.js';
import { DRAFT_TRANSITIONS } from '../../apps/tasks/src/domain/drafts/draft.transitions.js';
import { MEASURE_TRANSITIONS } from '../../apps/tasks/src/domain/measure.transitions.js';
import { PLAN_TRANSITIONS } from '../../apps/tasks/src/domain/plan.transitions.js';
import { TASK_FOLLOWS } from '../../apps/tasks/src/domain/task-follows.js';
import { TASK_TRANSITIONS } from '../../apps/tasks/src/domain/task.transitions.js';
import type { Transition } from '../../apps/tasks/src/domain/transition.js';
import { code, page, table } from './markdown.js';

type AnyTransition = Transition<string, string, string, string>;

/** Every life cycle: as a table, and as a diagram of the states that a row leads to by name. */
export function stateMachinesPage(): string {
  return page('State machines', 'the `*.transitions.ts` tables', [
    section('Draft of a paper (拟办)', DRAFT_TRANSITIONS),
    section('Plan (方案)', PLAN_TRANSITIONS),
    section('Task (任务)', TASK_TRANSITIONS),
    section('Assignment (承办事项)', ASSIGNMENT_TRANSITIONS),
    section('Measure (具体措施)', MEASURE_TRANSITIONS),
    '## How a task follows from its assignments',
    'The first rule that applies gives the state that `FOLLOWS` stands for above.',
    table(
      ['when', 'the task is'],
      TASK_FOLLOWS.map(({ when, says }) => [when, says]),
    ),
    '## Assessment (考核)',
    table(
      ['from', 'action', 'to', 'name', 'event'],
      ASSESSMENT_TRANSITIONS.map((row) => [row.from, code(row.action), row.to, row.name, code(row.event)]),
    ),
  ]);
}

function section(title: string, rows: readonly AnyTransition[]): string {
  const cells = rows.map((row) => [
    row.from.join(', '),
    code(row.action),
    row.to,
    row.who.join(', '),
    row.guards.join(', '),
    code(row.event),
  ]);
  return [`## ${title}`, table(['from', 'action', 'to', 'who', 'guards', 'event'], cells), diagram(rows)].join('\n\n');
}

function diagram(rows: readonly AnyTransition[]): string {
  const arrows = rows.flatMap(({ from, action, to }) =>
    from
      .filter(() => to !== 'FOLLOWS')
      .map((state) => `  ${node(state)} --> ${to === 'SAME' ? node(state) : node(to)}: ${action}`),
  );
  return ['```mermaid', 'stateDiagram-v2', ...arrows, '```'].join('\n');
}

function node(state: string): string {
  return state === 'NONE' ? '[*]' : state;
}
