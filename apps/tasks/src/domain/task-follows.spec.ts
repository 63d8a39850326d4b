import { describe, expect, it } from 'vitest';
import type { AssignmentPhase, TaskPhase } from '#contracts';
import { ADVANCEMENT, phaseOf, TASK_FOLLOWS } from './task-follows.js';

function taskOf(reporterUnitId: string | null, ...phases: AssignmentPhase[]) {
  return { reporterUnitId, assignments: phases.map((phase, index) => ({ unitId: `unit ${index}`, phase })) };
}

describe('how a task follows from its assignments', () => {
  it('is registered while no unit carries it', () => {
    expect(phaseOf(taskOf(null))).toBe('REGISTERED');
  });

  it.each(ADVANCEMENT)('stands where the reporter stands, however far the others are: %s', (phase) => {
    for (const other of ADVANCEMENT) expect(phaseOf(taskOf('unit 0', phase, other, other))).toBe(phase);
  });

  // Written by hand: the least advanced of two, in the order of the work; rework counts as less than a waiting request.
  it.each<[AssignmentPhase, AssignmentPhase, TaskPhase]>([
    ['ASSIGNED', 'COMPLETED', 'ASSIGNED'],
    ['ACCEPTED', 'IN_PROGRESS', 'ACCEPTED'],
    ['RETURNED', 'IN_PROGRESS', 'IN_PROGRESS'],
    ['RETURNED', 'COMPLETION_SUBMITTED', 'RETURNED'],
    ['COMPLETION_SUBMITTED', 'COMPLETED', 'COMPLETION_SUBMITTED'],
    ['COMPLETED', 'COMPLETED', 'COMPLETED'],
  ])('without a reporter %s and %s make it %s', (one, other, phase) => {
    expect(phaseOf(taskOf(null, one, other))).toBe(phase);
    expect(phaseOf(taskOf(null, other, one))).toBe(phase);
  });

  it('has a last rule that always applies', () => {
    expect(TASK_FOLLOWS.at(-1)!.applies(taskOf('unit 0', 'ASSIGNED'))).toBe(true);
  });
});
