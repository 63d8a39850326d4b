import fc from 'fast-check';
import { addDays, derivedId, type LocalDate } from '#kernel';
import type { AssignmentRecord, RecordKind } from '../../src/domain/scoring/assignment-record.js';

/** One step of a story: what happened, how many days after the step before, and to which day a deadline was moved. */
interface Step {
  kind: Exclude<RecordKind, 'ASSIGNED' | 'SIGNED_LATE'>;
  daysLater: number;
  deadline: LocalDate | null;
}

const FIRST_DAY = '2021-11-20';
const POSSIBLE_AFTER: Record<RecordKind, readonly RecordKind[]> = {
  ASSIGNED: ['SIGNED_IN_TIME', 'REISSUED', 'CLOSED'],
  REISSUED: ['SIGNED_IN_TIME', 'REISSUED', 'CLOSED'],
  SIGNED_IN_TIME: ['SUBMITTED', 'REISSUED', 'CLOSED'],
  SIGNED_LATE: ['SUBMITTED', 'REISSUED', 'CLOSED'],
  SUBMITTED: ['RETURNED', 'COMPLETED', 'CLOSED'],
  RETURNED: ['SUBMITTED', 'REISSUED', 'CLOSED'],
  COMPLETED: [],
  CLOSED: [],
  DEADLINE_MOVED: [],
};

export const days = fc.integer({ min: 0, max: 420 }).map((offset) => addDays(FIRST_DAY, offset));

const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom('SIGNED_IN_TIME', 'REISSUED', 'SUBMITTED', 'RETURNED', 'COMPLETED', 'CLOSED', 'DEADLINE_MOVED'),
  daysLater: fc.nat(40),
  deadline: fc.option(days),
});

/** Possible stories of several assignments of one class; one task each, so that the order inside a task is the order of the story. */
export function histories(unitIds: readonly string[]): fc.Arbitrary<AssignmentRecord[]> {
  const story = fc.record({
    unitId: fc.constantFrom(...unitIds),
    assignedOn: days,
    deadline: fc.option(days),
    steps: fc.array(step, { maxLength: 8 }),
  });
  return fc
    .array(story, { maxLength: 12 })
    .map((stories) => stories.flatMap((each, index) => recordsOf(each, `assignment ${index}`)));
}

function recordsOf(
  story: { unitId: string; assignedOn: LocalDate; deadline: LocalDate | null; steps: readonly Step[] },
  name: string,
): AssignmentRecord[] {
  const records = [record(name, { unitId: story.unitId, on: story.assignedOn, deadline: story.deadline })];
  let state: RecordKind = 'ASSIGNED';
  for (const { kind, daysLater, deadline } of story.steps) {
    const last = records.at(-1)!;
    const on = addDays(last.on, daysLater);
    if (kind === 'DEADLINE_MOVED') records.push(next(name, last, { kind, on, deadline }));
    else if (kind === 'REISSUED' && POSSIBLE_AFTER[state].includes(kind)) {
      state = kind;
      records.push(next(name, last, { kind, on, signDueOn: addDays(on, 2) }));
    } else if (POSSIBLE_AFTER[state].includes(kind)) {
      state = kind;
      records.push(
        next(name, last, { kind: kind === 'SIGNED_IN_TIME' && on > last.signDueOn ? 'SIGNED_LATE' : kind, on }),
      );
    }
  }
  return records;
}

function next(name: string, last: AssignmentRecord, changes: Partial<AssignmentRecord>): AssignmentRecord {
  return record(name, { ...last, taskVersion: last.taskVersion + 1, eventId: undefined, ...changes });
}

/** A record with sensible fields; ids follow from `name`, so a failing case reads the same every time. */
export function record(
  name: string,
  fields: { [K in keyof AssignmentRecord]?: AssignmentRecord[K] | undefined } = {},
): AssignmentRecord {
  const taskVersion = fields.taskVersion ?? 1;
  const on = fields.on ?? FIRST_DAY;
  return {
    kind: 'ASSIGNED',
    taskId: derivedId(`task of ${name}`),
    assignmentId: derivedId(name),
    unitId: derivedId('a unit'),
    signDueOn: addDays(on, 4),
    deadline: null,
    ...(Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as object),
    taskVersion,
    on,
    eventId: fields.eventId ?? derivedId(`${name} ${taskVersion}`),
  };
}
