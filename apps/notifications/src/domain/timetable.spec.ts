import { expect, test } from 'vitest';
import type { AssignmentPhase, AssignmentState } from '#contracts';
import { AssignmentPhase as Phases } from '#contracts';
import { WorkingDays } from '#kernel';
import { TimetableFold, type TimetableEntry } from './timetable.js';

const TASK = '019a0000-0000-7000-8000-000000000001';
const assignment: AssignmentState = {
  assignmentId: '019a0000-0000-7000-8000-000000000002',
  unitId: '019a0000-0000-7000-8000-000000000003',
  role: 'RESPONSIBLE',
  origin: 'PLAN',
  viaGroupId: null,
  phase: 'ASSIGNED',
  assignedAt: '2022-03-01T02:00:00Z',
  signDueOn: '2022-03-03',
  acceptedAt: null,
  deadline: '2022-06-30',
  progress: 0,
  lastReportedAt: null,
  completionSubmittedAt: null,
  returns: 0,
  completedAt: null,
};

function entriesAfter(...states: [Partial<AssignmentState>, string?][]): TimetableEntry[] {
  const fold = new TimetableFold(new WorkingDays([]));
  let day = 10;
  for (const [change, reason] of states) fold.see(TASK, { ...assignment, ...change }, `2022-03-${day++}`, reason);
  return fold.assignments.flatMap(({ entries }) => entries);
}

/** All that a row says while it runs: an ended one is planned anew only when it runs again. */
const standings = (entries: TimetableEntry[]) =>
  entries.map((entry) => ({ ...entry, plannedOn: entry.state === 'PLANNED' ? entry.plannedOn : undefined }));

const brief = (entries: TimetableEntry[]) => entries.map(({ rule, dueOn, state }) => `${rule} ${dueOn} ${state}`);

test('a progress report changes no row, whatever state it is made in: the projection need not look', () => {
  for (const phase of ['ACCEPTED', 'IN_PROGRESS', 'RETURNED'] as const) {
    const reported = { phase: phase === 'RETURNED' ? phase : 'IN_PROGRESS', progress: 40 } as const;
    expect(standings(entriesAfter([{ phase }], [reported]))).toEqual(standings(entriesAfter([{ phase }])));
  }
});

test('an assignment with a deadline is reminded of four times', () => {
  expect(brief(entriesAfter([{}]))).toEqual([
    'SIGN_DUE 2022-03-03 PLANNED',
    'DEADLINE_T7 2022-06-21 PLANNED',
    'DEADLINE_T1 2022-06-29 PLANNED',
    'OVERDUE_1 2022-07-01 PLANNED',
  ]);
});

test('continuing work without a deadline is reminded of its signing alone', () => {
  expect(brief(entriesAfter([{ deadline: null }]))).toEqual(['SIGN_DUE 2022-03-03 PLANNED']);
});

/** What each phase leaves running: signing, and the three that count from the deadline. */
const RUNNING = {
  ASSIGNED: ['SIGN_DUE', 'DEADLINE_T7', 'DEADLINE_T1', 'OVERDUE_1'],
  ACCEPTED: ['DEADLINE_T7', 'DEADLINE_T1', 'OVERDUE_1'],
  IN_PROGRESS: ['DEADLINE_T7', 'DEADLINE_T1', 'OVERDUE_1'],
  COMPLETION_SUBMITTED: [],
  RETURNED: ['DEADLINE_T7', 'DEADLINE_T1', 'OVERDUE_1'],
  COMPLETED: [],
  CLOSED: [],
} satisfies Record<AssignmentPhase, string[]>;

test.each(Phases.options)('in phase %s exactly the reminders run that still have a point', (phase) => {
  const running = entriesAfter([{ phase }]).filter(({ state }) => state === 'PLANNED');
  expect(running.map(({ rule }) => rule)).toEqual(RUNNING[phase]);
});

test('a reminder that ended says why', () => {
  const reasons = (phase: AssignmentPhase) => entriesAfter([{ phase }]).map(({ stateReason }) => stateReason);
  expect(reasons('ACCEPTED')).toEqual(['本单位已签收', '', '', '']);
  expect(new Set(reasons('COMPLETED'))).toEqual(new Set(['本单位已办结']));
  expect(new Set(reasons('CLOSED'))).toEqual(new Set(['任务已结束，或本单位不再承担']));
});

test('completion handed in and sent back sets the reminders of the deadline running again', () => {
  const entries = entriesAfter([{}], [{ phase: 'COMPLETION_SUBMITTED' }], [{ phase: 'RETURNED' }]);
  expect(brief(entries)).toContain('DEADLINE_T1 2022-06-29 PLANNED');
});

test('a reminder keeps the day on which it was planned, until it is planned anew', () => {
  const plannedOn = (...phases: AssignmentPhase[]) =>
    entriesAfter(...phases.map((phase): [Partial<AssignmentState>] => [{ phase }])).at(-1)?.plannedOn;
  expect(plannedOn('ASSIGNED', 'ACCEPTED', 'IN_PROGRESS')).toBe('2022-03-10');
  expect(plannedOn('ASSIGNED', 'COMPLETION_SUBMITTED', 'RETURNED')).toBe('2022-03-12');
});

test('a moved deadline supersedes its reminders with the reason and plans new ones', () => {
  const entries = entriesAfter([{}], [{ deadline: '2022-09-30' }, '汛期影响施工']);
  expect(brief(entries.filter(({ rule }) => rule === 'DEADLINE_T1'))).toEqual([
    'DEADLINE_T1 2022-06-29 SUPERSEDED',
    'DEADLINE_T1 2022-09-29 PLANNED',
  ]);
  const old = entries.find(({ state }) => state === 'SUPERSEDED');
  expect(old?.stateReason).toBe('时限调整为 2022-09-30（汛期影响施工）');
  expect(brief(entries)).toContain('SIGN_DUE 2022-03-03 PLANNED');
});

test('a deadline that is taken away supersedes its reminders', () => {
  const overdue = entriesAfter([{}], [{ deadline: null }]).find(({ rule }) => rule === 'OVERDUE_1');
  expect(overdue).toMatchObject({ state: 'SUPERSEDED', stateReason: '时限取消' });
});

test('a deadline that is moved back gets its first reminders again, not a second set', () => {
  const entries = entriesAfter([{}], [{ deadline: '2022-09-30' }], [{ deadline: '2022-06-30' }]);
  expect(brief(entries.filter(({ rule }) => rule === 'OVERDUE_1'))).toEqual([
    'OVERDUE_1 2022-07-01 PLANNED',
    'OVERDUE_1 2022-10-03 SUPERSEDED',
  ]);
});

test('the first new anchor of a batch is kept, because it is what supersedes the rows of earlier batches', () => {
  const fold = new TimetableFold(new WorkingDays([]));
  fold.see(TASK, { ...assignment, deadline: '2022-08-31' }, '2022-03-10', '第一次');
  fold.see(TASK, { ...assignment, deadline: '2022-09-30' }, '2022-03-11', '第二次');
  const changes = fold.assignments.flatMap(({ anchorChanges }) => anchorChanges);
  expect(changes.find(({ rule }) => rule === 'OVERDUE_1')).toMatchObject({
    anchorOn: '2022-08-31',
    reason: '时限调整为 2022-08-31（第一次）',
  });
});
