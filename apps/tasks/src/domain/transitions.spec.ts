import { describe, expect, it } from 'vitest';
import { AssignmentPhase, DraftPhase, eventDefinition, MeasurePhase, PlanPhase, TaskPhase } from '#contracts';
import { ASSIGNMENT_TRANSITIONS } from './assignment.transitions.js';
import { DRAFT_TRANSITIONS } from './drafts/draft.transitions.js';
import { MEASURE_TRANSITIONS } from './measure.transitions.js';
import { PLAN_TRANSITIONS } from './plan.transitions.js';
import { TASK_TRANSITIONS } from './task.transitions.js';
import { RELATIONS, type Relation } from './tasks.policy.js';
import { allowedActions, transitionFor, type Transition } from './transition.js';

/** Written by hand: of all states × actions, how many a table allows to somebody. */
const TABLES = [
  // 6 states and NONE × 11 actions: RECEIVE_PAPER 1, PROPOSE 1, REFUSE_PAPER 1, CHANGE_DRAFT 1, ACCEPT_DRAFT 1,
  // CHANGE_MEASURES 1, ACCEPT_UNIT_PLAN 1, revision requested 1, approved 1, refused 1, discarding 3.
  { name: 'draft', subject: 'DRAFT', table: DRAFT_TRANSITIONS, states: DraftPhase.options, pairs: 77, allowed: 13 },
  // 3 states and NONE × 5 actions: REGISTER_PLAN from NONE, REQUEST_ISSUE from REGISTERED, approval and refusal from
  // ISSUE_REQUESTED, REVISE_PLAN from ISSUED.
  { name: 'plan', subject: 'PLAN', table: PLAN_TRANSITIONS, states: PlanPhase.options, pairs: 20, allowed: 5 },
  // 8 states and NONE × 9 actions: REGISTER_TASK 1, ADD_TASK 1, REVISE 1, ASSIGN 6, APPOINT_REPORTER 5, SET_DEADLINE 6,
  // REISSUE 6, WITHDRAW 6, completion 5.
  { name: 'task', subject: 'TASK', table: TASK_TRANSITIONS, states: TaskPhase.options, pairs: 81, allowed: 37 },
  // 7 states and NONE × 8 actions: ACCEPT 1, REPORT 3, REQUEST_COMPLETION 2, return 1, COMPLETE 1, closing 5, SIGN_AGAIN 5,
  // TAKE_OFF 4.
  {
    name: 'assignment',
    subject: 'TASK',
    table: ASSIGNMENT_TRANSITIONS,
    states: AssignmentPhase.options,
    pairs: 64,
    allowed: 22,
  },
  // 2 states and NONE × 2 actions: adoption from NONE, completion from OPEN.
  {
    name: 'measure',
    subject: 'MEASURE',
    table: MEASURE_TRANSITIONS,
    states: MeasurePhase.options,
    pairs: 6,
    allowed: 2,
  },
] as const;

/** Written by hand: the relation by which each action is done. */
const DONE_BY: Record<string, readonly Relation[]> = {
  RECEIVE_PAPER: ['COORDINATOR', 'OWN_LIAISON'],
  PROPOSE: ['SYSTEM'],
  REFUSE_PAPER: ['SYSTEM'],
  CHANGE_DRAFT: ['COORDINATOR'],
  ACCEPT_DRAFT: ['COORDINATOR'],
  CHANGE_MEASURES: ['OWN_LIAISON'],
  ACCEPT_UNIT_PLAN: ['OWN_APPROVER'],
  REQUEST_REVISION: ['COORDINATOR'],
  APPROVE_REVISION: ['GROUP_LEADER'],
  REFUSE_REVISION: ['GROUP_LEADER'],
  DISCARD_DRAFT: ['COORDINATOR', 'OWN_LIAISON'],
  ADOPT_MEASURE: ['SYSTEM'],
  COMPLETE_MEASURE: ['OWN_LIAISON'],
  REGISTER_PLAN: ['COORDINATOR'],
  REGISTER_TASK: ['COORDINATOR'],
  REQUEST_ISSUE: ['COORDINATOR'],
  APPROVE_ISSUE: ['GROUP_LEADER'],
  REFUSE_ISSUE: ['GROUP_LEADER'],
  REVISE_PLAN: ['SYSTEM'],
  ADD_TASK: ['SYSTEM'],
  REVISE: ['COORDINATOR'],
  ASSIGN: ['COORDINATOR', 'SYSTEM'],
  APPOINT_REPORTER: ['COORDINATOR'],
  SET_DEADLINE: ['COORDINATOR', 'SYSTEM'],
  REISSUE: ['SYSTEM'],
  WITHDRAW: ['SYSTEM'],
  COMPLETE_WITH_REPORTER: ['SYSTEM'],
  ACCEPT: ['OWN_LIAISON'],
  REPORT: ['OWN_LIAISON'],
  REQUEST_COMPLETION: ['OWN_LIAISON'],
  RETURN_FOR_REWORK: ['REVIEWER'],
  COMPLETE: ['REVIEWER'],
  CLOSE_WITH_TASK: ['SYSTEM'],
  SIGN_AGAIN: ['SYSTEM'],
  TAKE_OFF: ['SYSTEM'],
};

type Rows = readonly Transition<string, string, string, string>[];

const everybody = new Set(Object.keys(RELATIONS) as Relation[]);

describe.each(TABLES)('transition table of the $name', ({ subject, table, states, pairs, allowed }) => {
  const rows: Rows = table;
  const actions = [...new Set(rows.map(({ action }) => action))];
  const all = [...states, 'NONE'].flatMap((state) => actions.map((action) => ({ state, action })));

  it('allows exactly as many pairs of state and action as were counted by hand', () => {
    const possible = all.filter(({ state, action }) => allowedActions(rows, state, everybody).includes(action));
    expect([all.length, possible.length]).toEqual([pairs, allowed]);
  });

  it.each(all)('$action in state $state gives its one row, or names state and allowed actions', ({ state, action }) => {
    const matching = rows.filter((row) => row.action === action && row.from.includes(state));
    expect(matching.length).toBeLessThanOrEqual(1);
    const ask = () => transitionFor(subject, rows, state, action, everybody);
    if (matching.length === 1) expect(ask()).toBe(matching[0]);
    else {
      const details = { state, allowedActions: allowedActions(rows, state, everybody) };
      expect(ask).toThrow(expect.objectContaining({ code: `${subject}.ACTION_NOT_ALLOWED`, details }));
    }
  });

  it.each(rows)('$action from $from is open to the relations written by hand and refused to all others', (row) => {
    for (const relation of everybody) {
      const ask = () => transitionFor(subject, rows, row.from[0]!, row.action, new Set([relation]));
      if (DONE_BY[row.action]!.includes(relation)) expect(ask()).toBe(row);
      else expect(ask).toThrow(expect.objectContaining({ code: `${subject}.NOT_YOURS` }));
    }
  });

  it('names events that the catalogue has', () => {
    expect(rows.map(({ event }) => eventDefinition(event, 1)?.type)).toEqual(rows.map(({ event }) => event));
  });
});
