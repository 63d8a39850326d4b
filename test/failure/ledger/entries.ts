/** What a person can ask of the product in this suite. */
export const ACTIONS = [
  'register-plan',
  'request-issue',
  'approve-issue',
  'assign',
  'set-deadline',
  'accept',
  'report',
  'request-completion',
  'return',
  'complete',
  'rename-unit',
  'move-clock',
  'draft-scores',
  'request-publication',
] as const;
export type Action = (typeof ACTIONS)[number];

/** Actions whose effects do not lie in the database of the tasks. */
export const OUTSIDE_TASKS: readonly Action[] = ['rename-unit', 'move-clock', 'draft-scores', 'request-publication'];

/** A command as it was sent: what it is about, who sent it, and how its effects can be found again. */
export interface Command {
  /** `Idempotency-Key` of every attempt. */
  key: string;
  /** Trace id of every attempt; the product keeps it with each event. */
  trace: string;
  action: Action;
  username: string;
  accountId: string;
  method: 'POST' | 'PUT';
  path: string;
  body?: Readonly<Record<string, unknown>>;
  /** The person may not do it, whatever the state is: acknowledging it would be a fault. */
  forbidden: boolean;
  taskId?: string;
  assignmentId?: string;
  unitId?: string;
}

/** The product answered that it is done. */
export interface Acknowledged {
  kind: 'acknowledged';
  command: Command;
  attempts: number;
  answer: Readonly<Record<string, unknown>>;
}

/** The product answered that it is not done and why; `unknown` of the attempts before got no answer. */
export interface Refused {
  kind: 'refused';
  command: Command;
  attempts: number;
  unknown: number;
  status: number;
  code: string;
}

/** Asked again and again, never answered. */
export interface Unanswered {
  kind: 'unanswered';
  command: Command;
  attempts: number;
  why: string;
}

/** One unit's part of a task, as the office read it after the task was given to it. */
export interface KnownPart {
  assignmentId: string;
  unitId: string;
  role: string;
}

/** A task of a registered plan, read once: the answer to a registration names no task. */
export interface KnownTask {
  taskId: string;
  planId: string;
  no: string;
  parts: KnownPart[];
}

/** What a command's answer does not tell and a person reads: ids. */
export interface Read {
  kind: 'read';
  tasks: KnownTask[];
}

/** What the cockpit showed to the office while nobody worked. */
export interface CockpitSeen {
  kind: 'cockpit';
  by: string;
  at: string;
  rows: readonly Readonly<Record<string, string | number>>[];
}

/** Everything had come to rest; the clock stood at `at`. */
export interface Rested {
  kind: 'rested';
  at: string;
}

/** Between the two, by the product's clock, things were decided because of work that a restore took back. */
export interface Lost {
  kind: 'lost';
  from: string;
  to: string;
}

export type Entry = Acknowledged | Refused | Unanswered | Read | CockpitSeen | Rested | Lost;
