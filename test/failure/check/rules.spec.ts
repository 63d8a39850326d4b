import { describe, expect, it } from 'vitest';
import { RULES } from './checker.js';
import type { Evidence } from './rule.js';
import { IDS, scene } from './scene.js';

/** Lines of all rules about `evidence`. */
function differences(evidence: Evidence): string[] {
  return RULES.flatMap((rule) => rule.differences(evidence));
}

function first<T>(rows: readonly T[], where: (row: T) => boolean = () => true): T {
  const row = rows.find(where);
  if (row === undefined) throw new Error('The scene holds no such row.');
  return row;
}

const ACCEPTED = (row: { type: string }) => row.type === 'tasks.assignment-accepted';
const EAST = (row: { assignmentId: string }) => row.assignmentId === IDS.eastPart;

/** One thing that is wrong, and what must be said about it. */
const WRONG: readonly { what: string; how: (evidence: Evidence) => void; says: RegExp }[] = [
  {
    what: 'an acknowledged event is missing',
    how: ({ tables }) => tables.logs.tasks.splice(tables.logs.tasks.findIndex(ACCEPTED), 1),
    says: /event tasks\.assignment-accepted v3 .* is missing: accept by somebody/,
  },
  {
    what: 'an event is there that nobody caused',
    how: ({ tables }) => tables.logs.tasks.push({ ...first(tables.logs.tasks), id: 'more', version: 9, position: 99 }),
    says: /event tasks\.plan-registered v9 .* is there without a reason/,
  },
  {
    what: 'an event is in the log twice',
    how: ({ tables }) => tables.logs.tasks.push(first(tables.logs.tasks, ACCEPTED)),
    says: /is there 2 times/,
  },
  {
    what: 'two versions of an aggregate are swapped',
    how: ({ tables }) => void tables.logs.tasks.reverse(),
    says: /is version 5 of .* after 0/,
  },
  {
    what: 'an event lies in another slot than its aggregate',
    how: ({ tables }) => (first(tables.logs.tasks).slot = 7),
    says: /is in slot 7, its aggregate belongs to 1/,
  },
  {
    what: 'the key of an acknowledged command was forgotten',
    how: ({ tables }) => tables.keys.pop(),
    says: /idempotency key request-completion-.* is missing/,
  },
  {
    what: 'a refused command left its key behind',
    how: ({ tables }) => tables.keys.push({ service: 'tasks', key: `accept-${'f'.repeat(24)}` }),
    says: /idempotency key accept-f+ is there without a reason/,
  },
  {
    what: 'something forbidden was acknowledged',
    how: (evidence) => {
      const entry = first(evidence.entries, ({ kind }) => kind === 'acknowledged');
      if (entry.kind === 'acknowledged') entry.command.forbidden = true;
      evidence.truth.wrong.push('somebody may not register-plan');
    },
    says: /somebody may not/,
  },
  {
    what: 'a command was never answered',
    how: ({ entries }) => {
      const acknowledged = first(entries, ({ kind }) => kind === 'acknowledged');
      if (acknowledged.kind !== 'acknowledged') return;
      const { command } = acknowledged;
      (entries as unknown[]).push({ kind: 'unanswered', command, attempts: 9, why: 'status 502' });
    },
    says: /was asked 9 times and never answered .*status 502/,
  },
  {
    what: 'a part stands in another phase',
    how: ({ tables }) =>
      (tables.parts = tables.parts.map((row) => (EAST(row) ? { ...row, phase: 'IN_PROGRESS' } : row))),
    says: /part .*a1: phase is IN_PROGRESS, and must be COMPLETION_SUBMITTED/,
  },
  {
    what: 'a part is missing',
    how: ({ tables }) => (tables.parts = tables.parts.filter((row) => !EAST(row))),
    says: /part .*a1 is missing/,
  },
  {
    what: 'a report was stored twice',
    how: ({ tables }) => tables.reports.push(first(tables.reports)),
    says: /report of .* v4 at 60 % is there 2 times/,
  },
  {
    what: 'a task is at another version',
    how: ({ tables }) => (first(tables.tasks).version = 6),
    says: /task .* is at version 6.* it must be at 5/,
  },
  {
    what: 'a plan was stored without its event',
    how: ({ tables }) => tables.plans.push({ planId: IDS.east, version: 1, phase: 'REGISTERED' }),
    says: /plan .*e1 is stored at version 1, and its log ends at undefined/,
  },
  {
    what: 'a deadline was moved that nobody moved',
    how: ({ tables }) =>
      tables.deadlineChanges.push({ taskId: IDS.task, version: 4, unitId: null, deadline: '2022-12-30' }),
    says: /deadline change .* is there without a reason/,
  },
  {
    what: 'the cockpit went back to an earlier state',
    how: ({ tables }) => (tables.cockpit = tables.cockpit.map((row) => (EAST(row) ? { ...row, progress: 0 } : row))),
    says: /cockpit row .*a1: progress is 0, and must be 60/,
  },
  {
    what: 'the cockpit shows other counts than one counts',
    how: ({ entries }) =>
      (entries as unknown[]).push({
        kind: 'cockpit',
        by: 'unit',
        at: '2022-12-12T02:00:00.000Z',
        rows: [{ key: IDS.east, total: 2 }],
      }),
    says: /cockpit by unit, .*e1: it shows total 2/,
  },
  {
    what: 'a fact is missing',
    how: ({ tables }) => tables.records.pop(),
    says: /fact .* is missing/,
  },
  {
    what: 'a projection has not applied the end of a log',
    how: ({ tables }) => (first(tables.marks).position = 0),
    says: /assessment\.facts stands at 0 of slot/,
  },
  {
    what: 'something is still parked',
    how: ({ tables }) =>
      tables.parked.push({ service: 'tasks', projection: 'cockpit', eventId: 'event-1', error: 'no' }),
    says: /tasks\.cockpit has parked the event event-1: no/,
  },
  {
    what: 'a reminder was skipped',
    how: ({ tables }) => (tables.reminders = tables.reminders.filter(({ reminderId }) => reminderId !== 'r1')),
    says: /SIGN_DUE of .*a2 for 2022-12-07 was due at 2022-12-07.* and nobody decided it/,
  },
  {
    what: 'a reminder was sent twice',
    how: ({ tables }) => tables.reminders.push({ ...first(tables.reminders), reminderId: 'r9' }),
    says: /SIGN_DUE of .* was decided 2 times/,
  },
  {
    what: 'a reminder came before it was due',
    how: ({ tables }) => (first(tables.reminders).decidedAt = '2022-12-06T02:00:00.000Z'),
    says: /came at the wrong time/,
  },
  {
    what: 'somebody was reminded of what he had handed in',
    how: ({ tables }) => (first(tables.reminders, ({ reminderId }) => reminderId === 'r4').assignmentId = IDS.eastPart),
    says: /OVERDUE_1 of .*a1 .* had nothing to remind of/,
  },
  {
    what: 'a weaker reminder was sent beside the stronger',
    how: ({ tables }) => (first(tables.reminders, ({ reminderId }) => reminderId === 'r3').outcome = 'SENT'),
    says: /DEADLINE_T1 of .* was SENT, and must be SUPPRESSED/,
  },
  {
    what: 'a reminder lies with nobody',
    how: ({ tables }) => tables.inbox.shift(),
    says: /SIGN_DUE .* lies with \[\], and must lie with \[.*c2\]/,
  },
  {
    what: 'a decision was told twice',
    how: ({ tables }) =>
      tables.logs.notifications.push({ ...first(tables.logs.notifications), version: 2, position: 99 }),
    says: /is told by 2 events/,
  },
  {
    what: 'a copy of the register is old',
    how: ({ tables }) => (first(tables.units, ({ service }) => service === 'tasks').name = '西'),
    says: /in tasks, unit .* called 东 is missing/,
  },
];

describe('the rules of the checker', () => {
  it('find nothing where all is right', () => {
    expect(differences(scene())).toEqual([]);
  });

  it.for(WRONG)('find that $what', ({ how, says }) => {
    const evidence = scene();
    how(evidence);
    expect(differences(evidence).join('\n')).toMatch(says);
  });
});
