import { describe, expect, it } from 'vitest';
import { instantOf, WorkingDays } from '#kernel';
import { DEFAULT_LIGHT_LIMITS } from './lights.js';
import type { GroupOf, NamedUnit } from './named-units.js';
import { applyToTask, registerTask } from './task-aggregate.js';
import {
  isCompletedLate,
  type ActionContext,
  type AssignmentCommand,
  type Task,
  type TaskCard,
  type TaskCommand,
} from './task.js';
import type { Relation } from './tasks.policy.js';

let ids = 0;

function scene(day: string, ...relations: Relation[]): ActionContext {
  return {
    relations: new Set(relations),
    plan: { phase: 'ISSUED', aspects: [{ no: 1 }] },
    now: instantOf(day, '09:00'),
    workingDays: new WorkingDays([]),
    limits: { signDueWorkingDays: 2, lights: DEFAULT_LIGHT_LIMITS },
    newId: () => `assignment ${ids++}`,
  };
}

const CARD: TaskCard = {
  no: '1',
  aspectNo: 1,
  title: '任务',
  text: '内容',
  sourceSentence: '',
  origin: 'PLAN_TEXT',
  deadline: null,
  namedUnits: [],
};

const NO_GROUPS: GroupOf = (groupId) => ({ name: groupId, memberIds: [] });

/** The office writes the plan. */
const writing = (): ActionContext => ({
  ...scene('2022-03-01', 'COORDINATOR'),
  plan: { phase: 'REGISTERED', aspects: [{ no: 1 }] },
});

const register = (card: TaskCard) => registerTask({ taskId: 'task', planId: 'plan' }, card, writing()).task;

function registered(fields: Partial<Task> = {}): Task {
  return { ...register(CARD), ...fields };
}

const DATED = { deadline: '2022-06-30' } as const;

const unit = (unitId: string, role: NamedUnit['role'] = 'RESPONSIBLE', deadline: string | null = null): NamedUnit => ({
  unitId,
  role,
  origin: 'PLAN',
  deadline,
});

function assign(task: Task, named: NamedUnit[], day = '2022-03-01'): Task {
  return applyToTask(task, { action: 'ASSIGN', named, groupOf: NO_GROUPS }, scene(day, 'COORDINATOR')).task;
}

type Step = {
  [Action in AssignmentCommand['action']]: Omit<Extract<AssignmentCommand, { action: Action }>, 'assignmentId'>;
}[AssignmentCommand['action']];

function act(task: Task, unitId: string, step: Step, day = '2022-03-02') {
  const { assignmentId } = task.assignments.find((assignment) => assignment.unitId === unitId)!;
  return applyToTask(task, { ...step, assignmentId }, scene(day, 'OWN_LIAISON', 'REVIEWER'));
}

const office = (task: Task, command: TaskCommand, day = '2022-03-02') =>
  applyToTask(task, command, scene(day, 'COORDINATOR'));

const report = (progress: number, problems = '') => ({
  action: 'REPORT' as const,
  report: { reportId: 'r', progress, text: '进展', problems, nextSteps: '', needsCoordination: '' },
});

function steps(task: Task, unitId: string, ...all: Step[]): Task {
  return all.reduce((state, step) => act(state, unitId, step).task, task);
}

const accept = { action: 'ACCEPT' } as const;
const request = {
  action: 'REQUEST_COMPLETION',
  statement: '完成',
  missingUnitIds: [] as string[],
  nameOf: (unitId: string) => `单位 ${unitId}`,
} as const;
const of = (task: Task, unitId: string) => task.assignments.find((assignment) => assignment.unitId === unitId)!;

const inPast = expect.objectContaining({ code: 'TASK.DEADLINE_IN_PAST' });

describe('writing a task down', () => {
  const yesterday = '2022-02-28';
  const dated: [whose: string, card: TaskCard][] = [
    ['the task', { ...CARD, deadline: yesterday }],
    ['one of its units', { ...CARD, deadline: '2022-06-30', namedUnits: [unit('east', 'LEAD', yesterday)] }],
  ];

  it.each(dated)('is refused with a deadline of %s that has passed', (_, card) => {
    expect(() => register(card)).toThrow(inPast);
    expect(() => applyToTask(registered(), { action: 'REVISE', card }, writing())).toThrow(inPast);
  });

  it('takes the day itself as a deadline', () => {
    expect(register({ ...CARD, deadline: '2022-03-01' }).deadline).toBe('2022-03-01');
  });
});

describe('assigning', () => {
  it('makes nobody late by decree: neither by his own deadline nor by that of a task that is overdue', () => {
    const overdue = registered({ deadline: '2022-02-28' });
    expect(() => assign(registered(), [unit('east', 'CO', '2022-02-28')])).toThrow(inPast);
    expect(() => assign(overdue, [unit('east')])).toThrow(inPast);
    expect(of(assign(overdue, [unit('east', 'CO', '2022-03-31')]), 'east').deadline).toBe('2022-03-31');
  });

  it('gives two working days to sign, not counting the day of receipt', () => {
    expect(of(assign(registered(), [unit('east')], '2022-03-03'), 'east').signDueOn).toBe('2022-03-07');
  });

  it('waits for the office when no lead is named, and makes the named lead the reporter otherwise', () => {
    expect(assign(registered(), [unit('east')]).reporterUnitId).toBeNull();
    const led = assign(registered(), [unit('east', 'CO'), unit('west', 'LEAD')]);
    expect([led.reporterUnitId, led.reporterOrigin]).toEqual(['west', 'PLAN']);
  });

  it('adds only units that do not carry the task yet and refuses when there is none', () => {
    const task = assign(registered(), [unit('east')]);
    expect(assign(task, [unit('east'), unit('west')]).assignments.map(({ unitId }) => unitId)).toEqual([
      'east',
      'west',
    ]);
    expect(() => assign(task, [unit('east', 'LEAD')])).toThrow(
      expect.objectContaining({ code: 'TASK.UNITS_ALREADY_CARRY_IT' }),
    );
  });

  it('is refused before the plan is issued', () => {
    const context = { ...scene('2022-03-01', 'COORDINATOR'), plan: { phase: 'ISSUE_REQUESTED', aspects: [] } } as const;
    const command = { action: 'ASSIGN', named: [unit('east')], groupOf: NO_GROUPS } as const;
    expect(() => applyToTask(registered(), command, context)).toThrow(
      expect.objectContaining({ code: 'PLAN.NOT_ISSUED' }),
    );
  });
});

describe('signing', () => {
  it('is in time until the end of the last day and marked late on the next', () => {
    const task = assign(registered(), [unit('east')], '2022-03-03');
    const facts = (day: string) => act(task, 'east', accept, day).events[0]!.data as { late: boolean };
    expect([facts('2022-03-07').late, facts('2022-03-08').late]).toEqual([false, true]);
  });

  it('moves only the signing unit, and the task only with the last one while it has no reporter', () => {
    const task = assign(registered(), [unit('east'), unit('west')]);
    const once = act(task, 'east', accept).task;
    expect([once.phase, of(once, 'west').phase]).toEqual(['ASSIGNED', 'ASSIGNED']);
    expect(act(once, 'west', accept).task.phase).toBe('ACCEPTED');
  });
});

describe('reporting', () => {
  const accepted = steps(assign(registered(DATED), [unit('east')]), 'east', accept);

  it('starts the work with the first report', () => {
    expect(act(accepted, 'east', report(10)).task.phase).toBe('IN_PROGRESS');
  });

  it('takes a lower figure than before only with its reason', () => {
    const task = act(accepted, 'east', report(60)).task;
    expect(() => act(task, 'east', report(50))).toThrow(
      expect.objectContaining({ code: 'TASK.PROGRESS_FALLS_UNEXPLAINED' }),
    );
    expect(of(act(task, 'east', report(50, '抽检复核后扣减')).task, 'east').progress).toBe(50);
    expect(of(act(task, 'east', report(60)).task, 'east').progress).toBe(60);
  });

  it('leaves rework visible until completion is asked for again', () => {
    const returned = steps(accepted, 'east', report(100), request, { action: 'RETURN_FOR_REWORK', reason: '佐证不足' });
    const reported = act(returned, 'east', report(100)).task;
    expect([of(reported, 'east').phase, of(reported, 'east').returns]).toEqual(['RETURNED', 1]);
    expect(of(act(reported, 'east', request).task, 'east').phase).toBe('COMPLETION_SUBMITTED');
  });
});

describe('completing', () => {
  const joint = assign(registered(DATED), [unit('lead', 'LEAD'), unit('co', 'CO')]);
  const working = steps(joint, 'lead', accept, report(100));
  const complete = { action: 'COMPLETE', opinion: '同意', nameOf: request.nameOf } as const;

  it('is not asked for without a deadline, be it of the task or of the unit', () => {
    const task = assign(registered(), [unit('east'), unit('west', 'CO', '2022-06-30')]);
    const ready = steps(steps(task, 'east', accept, report(100)), 'west', accept, report(100));
    expect(() => act(ready, 'east', request)).toThrow(expect.objectContaining({ code: 'TASK.WITHOUT_DEADLINE' }));
    expect(of(act(ready, 'west', request).task, 'west').phase).toBe('COMPLETION_SUBMITTED');
  });

  it('of the last part ends a task that has no reporter', () => {
    const task = assign(registered(DATED), [unit('east'), unit('west')]);
    const half = steps(task, 'east', accept, report(100), request, complete);
    expect([half.phase, steps(half, 'west', accept, report(100), request, complete).phase]).toEqual([
      'ASSIGNED',
      'COMPLETED',
    ]);
  });

  it('lets the reporter ask only when every unfinished part of others is named', () => {
    expect(() => act(working, 'lead', request)).toThrow(
      expect.objectContaining({
        code: 'TASK.MISSING_UNITS_NOT_NAMED',
        message: expect.stringContaining('the parts of 单位 co.'),
        details: { errors: [{ pointer: '/missingUnitIds', message: 'co is missing here.' }] },
      }),
    );
    const asked = act(working, 'lead', { ...request, missingUnitIds: ['co'] }).task;
    expect(of(asked, 'lead').missingUnitIds).toEqual(['co']);
  });

  it('does not list as missing a unit that has finished meanwhile, and refuses units without a part', () => {
    const finished = steps(working, 'co', accept, report(100), request, complete);
    expect(of(act(finished, 'lead', { ...request, missingUnitIds: ['co'] }).task, 'lead').missingUnitIds).toEqual([]);
    expect(() => act(finished, 'lead', { ...request, missingUnitIds: ['co', 'nobody'] })).toThrow(
      expect.objectContaining({
        code: 'TASK.MISSING_UNITS_NOT_NAMED',
        message: expect.stringContaining('carried by 单位 nobody.'),
        details: { errors: [expect.objectContaining({ pointer: '/missingUnitIds/1' })] },
      }),
    );
  });

  it('ends the task with the reporter and closes the others unfinished, in two events and two versions', () => {
    const asked = act(working, 'lead', { ...request, missingUnitIds: ['co'] }).task;
    const { task, events } = act(asked, 'lead', complete);
    expect(events.map(({ type }) => type)).toEqual(['tasks.assignment-completed', 'tasks.task-completed']);
    expect([task.phase, of(task, 'lead').phase, of(task, 'co').phase]).toEqual(['COMPLETED', 'COMPLETED', 'CLOSED']);
    expect(task.version).toBe(asked.version + 2);
  });

  it('of the reporter waits until every part that was handed in is decided, so that none is closed unread', () => {
    const asked = act(working, 'lead', { ...request, missingUnitIds: ['co'] }).task;
    const handedIn = steps(asked, 'co', accept, report(100), request);
    expect(() => act(handedIn, 'lead', complete)).toThrow(
      expect.objectContaining({
        code: 'TASK.PARTS_AWAIT_REVIEW',
        message: expect.stringContaining('wait the parts of 单位 co.'),
      }),
    );
    const decided = act(handedIn, 'co', complete).task;
    expect(of(act(decided, 'lead', complete).task, 'co').phase).toBe('COMPLETED');
    const returned = act(handedIn, 'co', { action: 'RETURN_FOR_REWORK', reason: '佐证不足' }).task;
    expect(of(act(returned, 'lead', complete).task, 'co').phase).toBe('CLOSED');
  });

  const unmentioned = expect.objectContaining({
    code: 'TASK.MISSING_UNITS_NOT_NAMED',
    message: expect.stringMatching(/missing the parts of 单位 co\. Return it/),
  });
  const returnIt = { action: 'RETURN_FOR_REWORK', reason: '请列明未完成单位' } as const;

  it('of a unit that became the reporter after its request is refused over parts that nobody mentioned', () => {
    const task = assign(registered(DATED), [unit('east'), unit('co')]);
    const asked = steps(task, 'east', accept, report(100), request);
    const appointed = office(asked, { action: 'APPOINT_REPORTER', unitId: 'east' }).task;
    expect(() => act(appointed, 'east', complete)).toThrow(unmentioned);
    const named = steps(appointed, 'east', returnIt, { ...request, missingUnitIds: ['co'] });
    expect(act(named, 'east', complete).task.phase).toBe('COMPLETED');
  });

  it('of the reporter is refused over a unit that got the task after his request', () => {
    const asked = steps(assign(registered(DATED), [unit('lead', 'LEAD')]), 'lead', accept, report(100), request);
    const joined = assign(asked, [unit('co', 'CO')]);
    expect(() => act(joined, 'lead', complete)).toThrow(unmentioned);
    const done = steps(joined, 'co', accept, report(100), request, complete);
    expect(act(done, 'lead', complete).task.phase).toBe('COMPLETED');
  });

  it('of another unit leaves the task where its reporter is', () => {
    const task = steps(working, 'co', accept, report(100), request, complete);
    expect([task.phase, of(task, 'co').phase]).toEqual(['IN_PROGRESS', 'COMPLETED']);
  });

  it('is late by the day of the accepted request, not by the length of the review', () => {
    const dated = assign(registered({ deadline: '2022-03-31' }), [unit('east')]);
    const ready = steps(dated, 'east', accept, report(100));
    const askedOn = (day: string) => act(act(ready, 'east', request, day).task, 'east', complete, '2022-04-20').task;
    expect(isCompletedLate(of(askedOn('2022-03-31'), 'east'))).toBe(false);
    expect(isCompletedLate(of(askedOn('2022-04-01'), 'east'))).toBe(true);
  });
});

describe('the office', () => {
  it('appoints a reporter among those who still work, marked as its own decision', () => {
    const task = assign(registered(), [unit('east'), unit('west')]);
    const appointed = office(task, { action: 'APPOINT_REPORTER', unitId: 'east' }).task;
    expect([appointed.reporterUnitId, appointed.reporterOrigin]).toEqual(['east', 'OFFICE']);
    for (const unitId of ['east', 'nobody']) {
      expect(() => office(appointed, { action: 'APPOINT_REPORTER', unitId })).toThrow(
        expect.objectContaining({ code: 'TASK.REPORTER_DOES_NOT_CARRY_IT' }),
      );
    }
  });

  it('moves the deadline of the task and of the units without one of their own', () => {
    const task = assign(registered({ deadline: '2022-06-30', originalDeadline: '2022-06-30' }), [
      unit('east'),
      unit('west', 'CO', '2022-04-30'),
    ]);
    const moved = office(task, { action: 'SET_DEADLINE', unitId: null, deadline: '2022-09-30', reason: '调整' });
    expect([moved.task.originalDeadline, moved.task.deadline]).toEqual(['2022-06-30', '2022-09-30']);
    expect([of(moved.task, 'east').deadline, of(moved.task, 'west').deadline]).toEqual(['2022-09-30', '2022-04-30']);
    expect(moved.events[0]!.data).toMatchObject({ previousDeadline: '2022-06-30', reason: '调整' });
  });

  it('moves the deadline of one unit, which then stays when that of the task moves', () => {
    const task = assign(registered(DATED), [unit('east'), unit('west', 'CO', '2022-04-30')]);
    const own = (unitId: string, deadline: string) =>
      ({ action: 'SET_DEADLINE', unitId, deadline, reason: '延期' }) as const;
    const moved = office(task, own('west', '2022-05-31'));
    expect(moved.events[0]!.data).toMatchObject({ unitId: 'west', previousDeadline: '2022-04-30', reason: '延期' });
    const deadlines = ({ deadline, assignments }: Task) => [deadline, ...assignments.map((part) => part.deadline)];
    expect(deadlines(moved.task)).toEqual(['2022-06-30', '2022-06-30', '2022-05-31']);
    // 20 of the 65 working days to the new deadline end with 29 March: 30.8 points behind.
    expect(of(moved.task, 'west').redFrom).toBe('2022-03-29T16:00:00.000Z');
    expect(of(moved.task, 'east')).toBe(of(task, 'east'));
    const parted = office(moved.task, own('east', '2022-07-31')).task;
    const whole = office(parted, { action: 'SET_DEADLINE', unitId: null, deadline: '2022-12-30', reason: '调整' });
    expect(deadlines(whole.task)).toEqual(['2022-12-30', '2022-07-31', '2022-05-31']);
    expect(whole.events[0]!.data).not.toHaveProperty('unitId');
  });

  it('moves no deadline of a unit that does not carry the task or is finished, nor one that stays', () => {
    const task = steps(assign(registered(DATED), [unit('east'), unit('west')]), 'east', accept, report(100), request, {
      action: 'COMPLETE',
      opinion: '同意',
      nameOf: request.nameOf,
    });
    const move = (unitId: string, deadline: string) => () =>
      office(task, { action: 'SET_DEADLINE', unitId, deadline, reason: '延期' });
    for (const unitId of ['east', 'nobody']) {
      expect(move(unitId, '2022-07-31')).toThrow(expect.objectContaining({ code: 'TASK.UNIT_DOES_NOT_CARRY_IT' }));
    }
    expect(move('west', '2022-06-30')).toThrow(expect.objectContaining({ code: 'TASK.DEADLINE_UNCHANGED' }));
    expect(move('west', '2022-03-01')).toThrow(inPast);
  });

  it('makes nobody late by decree and moves nothing that stays', () => {
    const task = assign(registered({ deadline: '2022-06-30' }), [unit('east')]);
    const set = (deadline: string) => () =>
      office(task, { action: 'SET_DEADLINE', unitId: null, deadline, reason: '调整' }, '2022-05-10');
    expect(set('2022-05-09')).toThrow(inPast);
    expect(set('2022-06-30')).toThrow(expect.objectContaining({ code: 'TASK.DEADLINE_UNCHANGED' }));
    expect(set('2022-05-10')).not.toThrow();
  });
});

describe('a change', () => {
  it('leaves the task it was made from as it was, and untouched assignments the same objects', () => {
    const task = assign(registered(), [unit('east'), unit('west')]);
    const before = structuredClone(task);
    const changed = act(task, 'east', accept).task;
    expect(task).toEqual(before);
    expect(of(changed, 'west')).toBe(of(task, 'west'));
  });
});
