import { describe, expect, it } from 'vitest';
import {
  DATED,
  accept,
  act,
  assign,
  of,
  office,
  registered,
  report,
  request,
  steps,
  unit,
} from '../../test/support/task-story.js';
import { isCompletedLate } from './task.js';

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
    message: expect.stringMatching(/missing the parts of 单位 co\. Complete these first/),
  });

  it('is not made the reporter’s while a unit waits for review that spoke for itself alone: a return would cost it', () => {
    const task = assign(registered(DATED), [unit('east'), unit('co')]);
    const asked = steps(task, 'east', accept, report(100), request);
    const appoint = { action: 'APPOINT_REPORTER', unitId: 'east' } as const;
    expect(() => office(asked, appoint)).toThrow(expect.objectContaining({ code: 'TASK.REPORTER_AWAITS_REVIEW' }));
    const alone = steps(asked, 'co', accept, report(100), request, complete);
    expect(act(office(alone, appoint).task, 'east', complete).task.phase).toBe('COMPLETED');
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
