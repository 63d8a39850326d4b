import {
  AssignmentAccepted,
  AssignmentCompleted,
  CompletionReturned,
  CompletionSubmitted,
  DeadlineMoved,
  TaskAssigned,
  TaskCompleted,
  type AssignmentState,
  type EventDefinition,
  type TaskState,
} from '#contracts';
import { instantOf, newId } from '#kernel';
import type { ServiceUnderTest } from '#testing';
import { planIdOf } from './office.js';

const SIGN_DUE_ON = '2022-01-12';

/** A task that units carry since 10 January 2022; each method lets the tasks service tell what happened, on a day. */
export class CarriedTask {
  private version = 0;

  private constructor(
    private readonly service: ServiceUnderTest,
    private task: TaskState,
  ) {}

  static async assign(
    service: ServiceUnderTest,
    unitIds: readonly string[],
    {
      no = '1',
      planId = planIdOf(),
      deadline = '2022-06-30',
      on = '2022-01-10',
    }: { no?: string; planId?: string; deadline?: string | null; on?: string } = {},
  ): Promise<CarriedTask> {
    const assignments = unitIds.map((unitId) => assignmentOf(unitId, deadline, on));
    const task = new CarriedTask(service, taskOf({ no, planId, deadline, assignments }));
    await task.tell(TaskAssigned, on, { task: task.task, addedUnitIds: unitIds });
    return task;
  }

  get taskId(): string {
    return this.task.taskId;
  }

  signed(unitId: string, on: string): Promise<string> {
    return this.tell(AssignmentAccepted, on, { ...this.change(unitId, { phase: 'ACCEPTED' }), late: on > SIGN_DUE_ON });
  }

  submitted(unitId: string, on: string): Promise<string> {
    const change = this.change(unitId, { phase: 'COMPLETION_SUBMITTED', progress: 100 });
    return this.tell(CompletionSubmitted, on, { ...change, statement: '已完成', missingUnitIds: [] });
  }

  returned(unitId: string, on: string): Promise<string> {
    return this.tell(CompletionReturned, on, { ...this.change(unitId, { phase: 'RETURNED' }), reason: '材料不全' });
  }

  completed(unitId: string, on: string): Promise<string> {
    return this.tell(AssignmentCompleted, on, { ...this.change(unitId, { phase: 'COMPLETED' }), opinion: '同意办结' });
  }

  /** The task ends; what is still open is closed unfinished. */
  ended(on: string): Promise<string> {
    for (const { unitId, phase } of this.task.assignments)
      if (phase !== 'COMPLETED') this.change(unitId, { phase: 'CLOSED' });
    return this.tell(TaskCompleted, on, { task: { ...this.task, phase: 'COMPLETED' } });
  }

  deadlineMoved(deadline: string, on: string): Promise<string> {
    const previousDeadline = this.task.deadline;
    const assignments = this.task.assignments.map((assignment) => ({ ...assignment, deadline }));
    this.task = { ...this.task, deadline, assignments };
    return this.tell(DeadlineMoved, on, { task: this.task, previousDeadline, reason: '工作需要' });
  }

  private change(unitId: string, change: Partial<AssignmentState>) {
    const before = this.task.assignments.find((assignment) => assignment.unitId === unitId)!;
    const assignment = { ...before, ...change };
    const assignments = this.task.assignments.map((old) => (old.unitId === unitId ? assignment : old));
    this.task = { ...this.task, assignments };
    return { taskId: this.task.taskId, planId: this.task.planId, taskPhase: this.task.phase, assignment };
  }

  /** Answers the id of the event. */
  private async tell(definition: EventDefinition, on: string, data: unknown): Promise<string> {
    this.service.clock.moveTo(instantOf(on, '10:00'));
    const event = { aggregateId: this.task.taskId, aggregateVersion: ++this.version, data };
    await this.service.receive(definition, event);
    const { rows } = await this.service.database.query<{ id: string }>(
      'SELECT id FROM tasks.event_log WHERE aggregate_id = $1 AND aggregate_version = $2',
      [event.aggregateId, event.aggregateVersion],
    );
    return rows[0]!.id;
  }
}

function taskOf(given: Pick<TaskState, 'no' | 'planId' | 'deadline' | 'assignments'>): TaskState {
  return {
    ...given,
    taskId: newId(),
    aspectNo: 1,
    title: '建设高质量发展标准体系',
    text: '',
    sourceSentence: '',
    origin: 'OFFICE',
    phase: 'ASSIGNED',
    reporterUnitId: null,
    reporterOrigin: null,
    originalDeadline: given.deadline,
    completedAt: null,
  };
}

function assignmentOf(unitId: string, deadline: string | null, on: string): AssignmentState {
  return {
    assignmentId: newId(),
    unitId,
    role: 'RESPONSIBLE',
    origin: 'OFFICE',
    viaGroupId: null,
    phase: 'ASSIGNED',
    assignedAt: instantOf(on, '10:00').toISOString(),
    signDueOn: SIGN_DUE_ON,
    acceptedAt: null,
    deadline,
    progress: 0,
    lastReportedAt: null,
    completionSubmittedAt: null,
    returns: 0,
    completedAt: null,
  };
}
