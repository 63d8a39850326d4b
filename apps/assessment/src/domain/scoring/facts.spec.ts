import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { histories, days, record } from '../../../test/support/histories.js';
import { liveThrough } from '../../../test/support/slow-oracle.js';
import type { AssignmentRecord } from './assignment-record.js';
import { factsOf } from './facts.js';
import { obligationsAsOf, yearOf } from './obligation.js';

const DUE = '2022-06-30';

/** The story of one assignment with a deadline; versions follow the order of the list. */
function story(...steps: Partial<AssignmentRecord>[]): AssignmentRecord[] {
  const assigned = { kind: 'ASSIGNED' as const, on: '2022-01-10', signDueOn: '2022-01-12', deadline: DUE };
  return [assigned, ...steps].map((step, index) => record('a', { ...assigned, ...step, taskVersion: index + 1 }));
}

function factsOn(asOf: string, records: readonly AssignmentRecord[]): string[] {
  return obligationsAsOf(records, asOf)
    .flatMap((obligation) => factsOf(obligation, asOf))
    .map(({ kind, on }) => `${kind} ${on}`);
}

const SIGNED = { kind: 'SIGNED_IN_TIME', on: '2022-01-11' } as const;
const RECEIVED = ['OBLIGATION 2022-01-10', 'SIGNED_IN_TIME 2022-01-11'];

describe('facts of an assignment', () => {
  it('are none on the days before it was given', () => {
    expect(factsOn('2022-01-09', story())).toEqual([]);
  });

  it('leave the last day for signing to the unit until that day is over', () => {
    expect(factsOn('2022-01-11', story())).toEqual(['OBLIGATION 2022-01-10']);
    expect(factsOn('2022-01-12', story())).toEqual(['OBLIGATION 2022-01-10', 'NEVER_SIGNED 2022-01-12']);
  });

  it('name the assignment event where nobody signed', () => {
    const [assigned] = story();
    const [obligation] = obligationsAsOf([assigned!], '2022-02-01');
    expect(factsOf(obligation!, '2022-02-01').at(-1)).toMatchObject({
      kind: 'NEVER_SIGNED',
      eventId: assigned!.eventId,
    });
  });

  it('turn a missing signature into a late one from the day it was given', () => {
    const late = story({ kind: 'SIGNED_LATE', on: '2022-02-01' });
    expect(factsOn('2022-01-31', late)).toContain('NEVER_SIGNED 2022-01-12');
    expect(factsOn('2022-02-01', late)).toEqual(['OBLIGATION 2022-01-10', 'SIGNED_LATE 2022-02-01']);
  });

  it('judge completion by the day of the accepted request, not by the reviewer’s day', () => {
    const reviewed = story(SIGNED, { kind: 'SUBMITTED', on: DUE }, { kind: 'COMPLETED', on: '2022-07-08' });
    expect(factsOn('2022-07-07', reviewed)).toEqual(RECEIVED);
    expect(factsOn('2022-07-08', reviewed)).toEqual([...RECEIVED, 'COMPLETED_IN_TIME 2022-07-08']);
  });

  it('withdraw a request that was returned: the next one counts', () => {
    const returned = story(
      SIGNED,
      { kind: 'SUBMITTED', on: DUE },
      { kind: 'RETURNED', on: '2022-07-04' },
      { kind: 'SUBMITTED', on: '2022-07-06' },
      { kind: 'COMPLETED', on: '2022-07-08' },
    );
    expect(factsOn('2022-07-05', returned)).toEqual([...RECEIVED, 'RETURNED 2022-07-04', `NOT_COMPLETED ${DUE}`]);
    expect(factsOn('2022-07-08', returned)).toEqual([...RECEIVED, 'RETURNED 2022-07-04', 'COMPLETED_LATE 2022-07-08']);
  });

  it('judge by the deadline in force and keep the original one', () => {
    const moved = story(
      SIGNED,
      { kind: 'DEADLINE_MOVED', on: '2022-06-20', deadline: '2022-09-30' },
      { kind: 'SUBMITTED', on: '2022-09-30', deadline: '2022-09-30' },
      { kind: 'COMPLETED', on: '2022-10-09', deadline: '2022-09-30' },
    );
    expect(factsOn('2022-06-30', moved)).toEqual(RECEIVED);
    expect(factsOn('2022-12-31', moved)).toEqual([...RECEIVED, 'COMPLETED_IN_TIME 2022-10-09']);
    expect(obligationsAsOf(moved, '2022-12-31')[0]).toMatchObject({
      originalDeadline: DUE,
      deadline: { on: '2022-09-30' },
    });
  });

  it('name the event that set the deadline which was missed', () => {
    const moved = story(SIGNED, { kind: 'DEADLINE_MOVED', on: '2022-06-20', deadline: '2022-09-30' });
    const [obligation] = obligationsAsOf(moved, '2022-12-31');
    expect(factsOf(obligation!, '2022-12-31').at(-1)).toMatchObject({
      kind: 'NOT_COMPLETED',
      eventId: moved[2]!.eventId,
      on: '2022-09-30',
    });
  });

  it('do not move the deadline of a part that is already completed', () => {
    const after = story(
      SIGNED,
      { kind: 'SUBMITTED', on: '2022-07-02' },
      { kind: 'COMPLETED', on: '2022-07-04' },
      { kind: 'DEADLINE_MOVED', on: '2022-07-05', deadline: '2022-12-30' },
    );
    expect(factsOn('2022-12-31', after)).toContain('COMPLETED_LATE 2022-07-04');
  });

  it('blame nobody for a day that had not come when the task ended', () => {
    expect(factsOn('2022-12-31', story(SIGNED, { kind: 'CLOSED', on: '2022-05-05' }))).toEqual(RECEIVED);
    expect(factsOn('2022-12-31', story(SIGNED, { kind: 'CLOSED', on: '2022-07-01' }))).toContain(
      `NOT_COMPLETED ${DUE}`,
    );
    expect(factsOn('2022-12-31', story({ kind: 'CLOSED', on: '2022-01-12' }))).toEqual(['OBLIGATION 2022-01-10']);
  });

  it('never make continuing work late', () => {
    const continuing = story().map((each) => ({ ...each, deadline: null }));
    expect(factsOn('2022-12-31', continuing)).toEqual(['OBLIGATION 2022-01-10', 'NEVER_SIGNED 2022-01-12']);
  });

  it('count to the year of the deadline in force, and without one to the year of the assignment', () => {
    const moved = story({ kind: 'DEADLINE_MOVED', on: '2022-06-20', deadline: '2023-03-31' });
    const yearOn = (asOf: string) => yearOf(obligationsAsOf(moved, asOf)[0]!);
    expect(yearOn('2022-06-19')).toBe(2022);
    expect(yearOn('2022-06-20')).toBe(2023);
    const continuing = story().map((each) => ({ ...each, deadline: null }));
    expect(yearOf(obligationsAsOf(continuing, '2023-12-31')[0]!)).toBe(2022);
  });

  it('are what somebody notes who lives through every day', () => {
    fc.assert(
      fc.property(histories(['one unit']), days, (records, asOf) => {
        const byAssignment = Map.groupBy(records, ({ assignmentId }) => assignmentId);
        const noted = [...byAssignment.entries()].flatMap(([id, own]) => {
          const facts = own[0]!.on <= asOf ? liveThrough(own, asOf) : null;
          return facts ? [[id, facts] as const] : [];
        });
        const judged = obligationsAsOf(records, asOf).map((obligation) => {
          const counts = Map.groupBy(factsOf(obligation, asOf), ({ kind }) => kind);
          const facts = Object.fromEntries([...counts].map(([kind, each]) => [kind, each.length]));
          return [obligation.assignmentId, { ...facts, year: yearOf(obligation) }] as const;
        });
        expect(new Map(judged)).toEqual(new Map(noted));
      }),
      { numRuns: 300 },
    );
  });
});
