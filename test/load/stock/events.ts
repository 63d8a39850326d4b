/** Topic by topic, as `@EventPattern` names them. */
export const ACCEPTED = 'tasks.assignment-accepted';
export const REPORTED = 'tasks.progress-reported';

/** Which topics the consumer group of each consumer reads. */
export const CONSUMERS = {
  cockpit: [ACCEPTED, REPORTED],
  facts: [ACCEPTED],
  timetable: [ACCEPTED, REPORTED],
} as const satisfies Record<string, readonly string[]>;

export type Consumer = keyof typeof CONSUMERS;

/** The value of a message of either topic. */
export interface AssignmentChanged {
  assignmentId: string;
  taskId: string;
  unitId: string;
  phase: string;
  progress: number;
  occurredAt: string;
}
