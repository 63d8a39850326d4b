import {
  AssignmentAccepted,
  AssignmentCompleted,
  CompletionReturned,
  CompletionSubmitted,
  DeadlineMoved,
  TaskAssigned,
  type AssignmentState,
  type EventDefinition,
  type TaskState,
} from '#contracts';
import { newId } from '#kernel';
import { PLAN_ID } from './issued-plan.js';

/** An event of a task as the test's source appends it. */
export interface TaskEvent {
  definition: EventDefinition;
  aggregateId: string;
  aggregateVersion: number;
  data: unknown;
}

export interface CarriedBy {
  units: readonly string[];
  planId?: string;
  signDueOn?: string;
  deadline?: string | null;
  no?: string;
  title?: string;
}

/** A task that units carry. Each method gives the next event of its life, as the tasks service would tell it. */
export class CarriedTask {
  private version = 0;
  private task: TaskState;

  constructor(by: CarriedBy) {
    const {
      units,
      planId = PLAN_ID,
      signDueOn = '2022-03-03',
      deadline = '2022-06-30',
      no = '1',
      title = '建设标准体系',
    } = by;
    this.task = {
      taskId: newId(),
      planId,
      no,
      aspectNo: 1,
      title,
      text: '',
      sourceSentence: '',
      origin: 'OFFICE',
      phase: 'ASSIGNED',
      reporterUnitId: null,
      reporterOrigin: null,
      originalDeadline: deadline,
      deadline,
      completedAt: null,
      assignments: units.map((unitId) => assignmentOf(unitId, signDueOn, deadline)),
    };
  }

  get taskId(): string {
    return this.task.taskId;
  }

  assignmentOf(unitId: string): AssignmentState {
    const found = this.task.assignments.find((assignment) => assignment.unitId === unitId);
    if (!found) throw new Error('The task is not carried by that unit.');
    return found;
  }

  assigned(): TaskEvent {
    const addedUnitIds = this.task.assignments.map(({ unitId }) => unitId);
    return this.next(TaskAssigned, { task: this.task, addedUnitIds });
  }

  accepted(unitId: string): TaskEvent {
    return this.next(AssignmentAccepted, { ...this.change(unitId, { phase: 'ACCEPTED' }), late: false });
  }

  submitted(unitId: string): TaskEvent {
    const change = this.change(unitId, { phase: 'COMPLETION_SUBMITTED', progress: 100 });
    return this.next(CompletionSubmitted, { ...change, statement: '已完成', missingUnitIds: [] });
  }

  returned(unitId: string): TaskEvent {
    return this.next(CompletionReturned, { ...this.change(unitId, { phase: 'RETURNED' }), reason: '材料不全' });
  }

  completed(unitId: string): TaskEvent {
    return this.next(AssignmentCompleted, { ...this.change(unitId, { phase: 'COMPLETED' }), opinion: '同意办结' });
  }

  deadlineMoved(deadline: string | null, reason: string): TaskEvent {
    const previousDeadline = this.task.deadline;
    const assignments = this.task.assignments.map((assignment) => ({ ...assignment, deadline }));
    this.task = { ...this.task, deadline, assignments };
    return this.next(DeadlineMoved, { task: this.task, previousDeadline, reason });
  }

  private change(unitId: string, change: Partial<AssignmentState>) {
    const assignment = { ...this.assignmentOf(unitId), ...change };
    const assignments = this.task.assignments.map((old) => (old.unitId === unitId ? assignment : old));
    this.task = { ...this.task, assignments };
    return { taskId: this.task.taskId, planId: this.task.planId, taskPhase: this.task.phase, assignment };
  }

  private next(definition: EventDefinition, data: unknown): TaskEvent {
    return { definition, aggregateId: this.task.taskId, aggregateVersion: ++this.version, data };
  }
}

function assignmentOf(unitId: string, signDueOn: string, deadline: string | null): AssignmentState {
  return {
    assignmentId: newId(),
    unitId,
    role: 'RESPONSIBLE',
    origin: 'OFFICE',
    viaGroupId: null,
    phase: 'ASSIGNED',
    assignedAt: '2022-03-01T02:00:00Z',
    signDueOn,
    acceptedAt: null,
    deadline,
    progress: 0,
    lastReportedAt: null,
    completionSubmittedAt: null,
    returns: 0,
    completedAt: null,
  };
}
