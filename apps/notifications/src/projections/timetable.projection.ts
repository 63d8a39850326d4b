import { Controller, Inject } from '@nestjs/common';
import type { AssignmentChange, AssignmentState, PlanState, TaskState } from '#contracts';
import { CLOCK, localDateOf, type Clock } from '#kernel';
import { Projection, type LogEvent, type ProjectionContext } from '#messaging';
import { Jobs } from '#platform';
import type { z } from 'zod';
import { lastDayReached } from '../domain/sending-hours.js';
import { TimetableFold, type TimetableEntry } from '../domain/timetable.js';
import { REMINDER_SWEEP } from '../jobs/reminder-sweep.job.js';
import { BasisReader, type Basis } from '../persistence/basis.js';
import { writeTimetable, type Restated } from './timetable.writer.js';
import { watchedAmong, writeAssignments, writePlans, writeTasks } from './watched.writer.js';

/** Everything that tells of an assignment: whose plan it belongs to, when it was given, its dates, and when there is nothing left to remind of. */
const TYPES = [
  'tasks.plan-issued',
  'tasks.task-assigned',
  'tasks.reporter-appointed',
  'tasks.deadline-moved',
  'tasks.assignment-accepted',
  'tasks.progress-reported',
  'tasks.completion-submitted',
  'tasks.completion-returned',
  'tasks.assignment-completed',
  'tasks.task-completed',
  'tasks.task-reissued',
  'tasks.task-withdrawn',
] as const;

/** By far the most frequent: it moves no date, and ends no reminder that signing has not ended (`reminder.rules.ts`). */
const DATES_STAY = 'tasks.progress-reported';

type TaskEventData = { plan: PlanState } | { task: TaskState; reason?: string } | z.infer<typeof AssignmentChange>;

/** Builds the timetable from what happens to tasks and their assignments. */
@Controller()
export class TimetableProjection {
  constructor(
    private readonly basisReader: BasisReader,
    private readonly jobs: Jobs,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Projection({
    service: 'notifications',
    name: 'timetable',
    source: 'tasks',
    types: TYPES,
    tables: ['timetable_entry', 'watched_plan', 'watched_task', 'watched_assignment'],
  })
  async apply(batch: readonly LogEvent<TaskEventData>[], context: ProjectionContext): Promise<void> {
    const plans = new Map<string, PlanState>();
    const tasks = new Map<string, TaskState>();
    const assignments = new Map<string, { taskId: string; assignment: AssignmentState }>();
    for (const { data } of batch) {
      if ('plan' in data) plans.set(data.plan.planId, data.plan);
      if ('task' in data) tasks.set(data.task.taskId, data.task);
      for (const seen of assignmentsOf(data)) assignments.set(seen.assignment.assignmentId, seen);
    }
    const restated = await this.restate(
      batch.filter(({ type }) => type !== DATES_STAY),
      context,
    );
    await Promise.all([
      writePlans(context, [...plans.values()]),
      writeTasks(context, [...tasks.values()]),
      writeAssignments(context, [...assignments.values()]),
      restated && writeTimetable(context, restated),
    ]);
  }

  /** Reads what is known before this batch writes; no statement for a batch that moves no date. */
  private async restate(
    batch: readonly LogEvent<TaskEventData>[],
    context: ProjectionContext,
  ): Promise<Restated | undefined> {
    const seen = batch.flatMap(({ data }) => assignmentsOf(data));
    if (seen.length === 0) return undefined;
    const [basis, watched] = await Promise.all([
      this.basisReader.read(context),
      watchedAmong(
        context,
        seen.map(({ assignment }) => assignment.assignmentId),
      ),
    ]);
    const fold = new TimetableFold(basis.days);
    for (const { type, data, occurredAt } of batch) {
      const moveReason = type === 'tasks.deadline-moved' && 'task' in data ? data.reason : undefined;
      const on = localDateOf(new Date(occurredAt));
      for (const { taskId, assignment } of assignmentsOf(data)) fold.see(taskId, assignment, on, moveReason);
    }
    this.wakeSweepIfDue(fold, basis, context);
    return { assignments: fold.assignments, watched, basis };
  }

  /** A date in the past (a deadline set late, a completion sent back after it) must not wait for the sweep's next round. */
  private wakeSweepIfDue(fold: TimetableFold, basis: Basis, context: ProjectionContext): void {
    if (context.replay) return;
    const reached = lastDayReached(this.clock.now(), basis);
    const isDue = ({ state, dueOn }: TimetableEntry) => state === 'PLANNED' && dueOn <= reached;
    const due = fold.assignments.some(({ entries }) => entries.some(isDue));
    if (due) context.afterCommit(() => this.jobs.poke(REMINDER_SWEEP));
  }
}

function assignmentsOf(data: TaskEventData): { taskId: string; assignment: AssignmentState }[] {
  if ('plan' in data) return [];
  if (!('task' in data)) return [{ taskId: data.taskId, assignment: data.assignment }];
  return data.task.assignments.map((assignment) => ({ taskId: data.task.taskId, assignment }));
}
