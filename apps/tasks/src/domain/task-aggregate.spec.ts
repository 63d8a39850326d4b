import { describe, expect, it } from 'vitest';
import {
  CARD,
  DATED,
  NO_GROUPS,
  accept,
  act,
  assign,
  of,
  office,
  register,
  registered,
  report,
  request,
  scene,
  steps,
  unit,
  writing,
} from '../../test/support/task-story.js';
import { applyToTask } from './task-aggregate.js';
import type { Task, TaskCard } from './task.js';

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
