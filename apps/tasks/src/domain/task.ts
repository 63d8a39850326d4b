import type { AssignmentState, EventType, PlanPhase, TaskOrigin, TaskPhase, TaskState } from '#contracts';
import { localDateOf, type LocalDate, type WorkingDays } from '#kernel';
import { taskNotFound } from './errors.js';
import type { LightDates, LightLimits } from './lights.js';
import type { GroupOf, NamedUnit } from './named-units.js';
import type { Relation } from './tasks.policy.js';

/** The part of one unit, with what only this service needs of it. */
export interface Assignment extends AssignmentState, LightDates {
  /** Its deadline was set for this unit and does not move with that of the task. */
  ownDeadline: boolean;
  /** What its unit said when it last asked for completion. */
  completionStatement: string;
  /** Units whose part was still missing when the reporter asked for completion. */
  missingUnitIds: readonly string[];
  /** What the reviewer last said. */
  reviewOpinion: string;
}

/** A task and its assignments: one aggregate, one version. */
export interface Task extends TaskState {
  version: number;
  namedUnits: readonly NamedUnit[];
  assignments: Assignment[];
}

/** Of the part of another unit: whose it is and where it stands. */
export type Part = Pick<AssignmentState, 'assignmentId' | 'unitId' | 'role' | 'phase'>;

/** What of a task an action on one of its assignments looks at. */
export interface TaskFrame extends Pick<TaskState, 'taskId' | 'planId' | 'phase' | 'reporterUnitId'> {
  version: number;
  assignments: readonly Part[];
}

/** What the office writes down of a task. */
export interface TaskCard {
  no: string;
  aspectNo: number;
  title: string;
  text: string;
  sourceSentence: string;
  origin: TaskOrigin;
  deadline: LocalDate | null;
  namedUnits: readonly NamedUnit[];
}

export interface Report {
  reportId: string;
  progress: number;
  text: string;
  problems: string;
  nextSteps: string;
  needsCoordination: string;
}

/** What brings a task into being; see `registerTask`. */
export interface TaskRegistration {
  action: 'REGISTER_TASK' | 'ADD_TASK';
  card: TaskCard;
}

/** What can be done to a task as a whole. */
export type TaskCommand =
  | { action: 'REVISE'; card: TaskCard }
  | { action: 'ASSIGN'; named: readonly NamedUnit[]; groupOf: GroupOf }
  | { action: 'APPOINT_REPORTER'; unitId: string }
  /** What an approved revision does to the task. */
  | { action: 'REISSUE'; card: TaskCard; groupOf: GroupOf; reason: string }
  | { action: 'WITHDRAW'; reason: string }
  /** Of the part of `unitId`; null: of the task, with all parts that have none of their own. */
  | { action: 'SET_DEADLINE'; unitId: string | null; deadline: LocalDate; reason: string };

/** The name of a unit, for what a refusal says of it. */
export type NameOf = (unitId: string) => string;

/** What can be done to the assignment of one unit. */
export type AssignmentCommand = { assignmentId: string } & (
  | { action: 'ACCEPT' }
  | { action: 'REPORT'; report: Report }
  | { action: 'REQUEST_COMPLETION'; statement: string; missingUnitIds: readonly string[]; nameOf: NameOf }
  | { action: 'RETURN_FOR_REWORK'; reason: string }
  | { action: 'COMPLETE'; opinion: string; nameOf: NameOf }
);

/** Numbers of the rules; configuration. */
export interface TaskLimits {
  /** Working days to sign for an assignment; the day of receipt is not counted. */
  signDueWorkingDays: number;
  lights: LightLimits;
}

/** What a command may look at besides the task. */
export interface ActionContext {
  /** The actor's relations to the assignment, or to the task when the command is about the whole. */
  relations: ReadonlySet<Relation>;
  plan: { phase: PlanPhase; aspects: readonly { no: number }[] };
  now: Date;
  workingDays: WorkingDays;
  limits: TaskLimits;
  newId: () => string;
}

/** An event that a command causes, in the order of the log. */
export interface TaskEvent {
  type: EventType;
  data: unknown;
}

/** A task after a command, and what happened. Its version has grown by the number of events. */
export interface Change {
  task: Task;
  events: readonly TaskEvent[];
}

/** What an action on one assignment does to it, and where its task then stands. */
export interface PartChange {
  assignment: Assignment;
  taskPhase: TaskPhase;
  event: TaskEvent;
}

/** Throws `TASK.NOT_FOUND` when the task has no such assignment. */
export function assignmentOf<P extends Part>(task: { assignments: readonly P[] }, assignmentId: string): P {
  const assignment = task.assignments.find((candidate) => candidate.assignmentId === assignmentId);
  if (!assignment) throw taskNotFound();
  return assignment;
}

/** The deadline of a task, or of the part that `unitId` carries. */
export function deadlineOf(task: Pick<Task, 'deadline' | 'assignments'>, unitId: string | null): LocalDate | null {
  if (unitId === null) return task.deadline;
  return task.assignments.find((assignment) => assignment.unitId === unitId)?.deadline ?? null;
}

/** Whether any action can still move this assignment. */
export function isOpen({ phase }: Pick<AssignmentState, 'phase'>): boolean {
  return phase !== 'COMPLETED' && phase !== 'CLOSED';
}

/** Whether a task has ended, finished or not. */
export function isEnded({ phase }: Pick<TaskState, 'phase'>): boolean {
  return phase === 'COMPLETED' || phase === 'WITHDRAWN';
}

/** Signed on a later day than the last day for signing. */
export function isSignedLate({ acceptedAt, signDueOn }: Pick<AssignmentState, 'acceptedAt' | 'signDueOn'>): boolean {
  return acceptedAt !== null && localDateOf(new Date(acceptedAt)) > signDueOn;
}

/** Completion counts from the day on which the accepted request was made: the length of a review is not the unit's. */
export function isCompletedLate(
  assignment: Pick<AssignmentState, 'phase' | 'deadline' | 'completionSubmittedAt'>,
): boolean {
  const { phase, deadline, completionSubmittedAt } = assignment;
  if (phase !== 'COMPLETED' || deadline === null || completionSubmittedAt === null) return false;
  return localDateOf(new Date(completionSubmittedAt)) > deadline;
}
