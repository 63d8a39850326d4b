import type { AssignmentPhase, TaskPhase } from '#contracts';

/** What of a task its state follows from. */
export interface FollowedTask {
  reporterUnitId: string | null;
  assignments: readonly { unitId: string; phase: AssignmentPhase }[];
}

/** From the beginning of the work to its end. Rework stands before a request that waits for review. */
export const ADVANCEMENT = [
  'ASSIGNED',
  'ACCEPTED',
  'IN_PROGRESS',
  'RETURNED',
  'COMPLETION_SUBMITTED',
  'COMPLETED',
] as const satisfies readonly (AssignmentPhase & TaskPhase)[];

/** How a task follows from its assignments: the first rule that applies gives its state. */
export const TASK_FOLLOWS = [
  {
    when: 'no unit carries it',
    applies: ({ assignments }) => assignments.length === 0,
    phase: () => 'REGISTERED',
    says: 'REGISTERED',
  },
  {
    when: 'a reporter is appointed',
    applies: ({ reporterUnitId }) => reporterUnitId !== null,
    phase: ({ reporterUnitId, assignments }) => leastAdvanced(assignments.filter((a) => a.unitId === reporterUnitId)),
    says: "the reporter's assignment",
  },
  {
    when: 'no reporter yet',
    applies: () => true,
    phase: ({ assignments }) => leastAdvanced(assignments),
    says: 'the least advanced assignment',
  },
] as const satisfies readonly {
  when: string;
  applies: (task: FollowedTask) => boolean;
  phase: (task: FollowedTask) => TaskPhase;
  says: string;
}[];

/** The state of a task, as its assignments have it. */
export function phaseOf(task: FollowedTask): TaskPhase {
  const rule = TASK_FOLLOWS.find(({ applies }) => applies(task));
  if (!rule) throw new Error('TASK_FOLLOWS must end with a rule that always applies');
  return rule.phase(task);
}

function leastAdvanced(assignments: FollowedTask['assignments']): TaskPhase {
  const carried = assignments.filter(({ phase }) => phase !== 'CLOSED'); // a unit that was taken off holds nobody up
  const steps = carried.map(({ phase }) => ADVANCEMENT.findIndex((step) => step === phase));
  return ADVANCEMENT[Math.min(...steps)] ?? 'COMPLETED'; // only closed ones are left: the task has ended
}
