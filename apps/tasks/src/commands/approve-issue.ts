import { Inject, Injectable } from '@nestjs/common';
import { Id } from '#contracts';
import { newId } from '#kernel';
import type { NewEvent } from '#messaging';
import { Directory, endpoint, type CommandContext, type InputOf, type Reply, type Tx } from '#platform';
import { z } from 'zod';
import { TASKS_CONFIG, type TasksConfig } from '../config.js';
import type { Plan } from '../domain/plan.js';
import { applyToTask } from '../domain/task-aggregate.js';
import type { ActionContext } from '../domain/task.js';
import { BY_SYSTEM } from '../domain/tasks.policy.js';
import { changedParts, insertAssignments, lockTasksOf, updateTasks } from '../persistence/tasks.js';
import { WorkingCalendar } from '../persistence/working-calendar.js';
import { PlanRecord, planReply } from './answers.js';
import { ChangePlan } from './change-plan.js';
import { chunkByChunk, TASKS_AT_ONCE } from './chunk-by-chunk.js';
import { groupsNamedIn } from './named-groups.js';
import { newTaskEvents } from './task-events.js';

export const approveIssue = endpoint({
  method: 'POST',
  path: '/api/tasks/plans/:planId/issue-approval',
  summary: '批准印发 — approve a plan: its tasks go to their units at once, groups to their members of this day',
  tag: 'plans',
  params: z.object({ planId: Id }),
  response: PlanRecord,
  problems: [
    'PLAN.NOT_FOUND',
    'PLAN.NOT_YOURS',
    'PLAN.ACTION_NOT_ALLOWED',
    'PLAN.REQUESTER_CANNOT_DECIDE',
    'PLAN.GROUP_WITHOUT_MEMBERS',
    'PLAN.DEADLINE_IN_PAST',
  ],
});

@Injectable()
export class ApproveIssue {
  constructor(
    private readonly changePlan: ChangePlan,
    private readonly directory: Directory,
    private readonly calendar: WorkingCalendar,
    @Inject(TASKS_CONFIG) private readonly config: TasksConfig,
  ) {}

  execute({ params }: InputOf<typeof approveIssue>, context: CommandContext): Promise<Reply<PlanRecord>> {
    return this.changePlan.run(context, params.planId, {
      command: { action: 'APPROVE_ISSUE' },
      alsoChange: (tx, plan) => this.assignTasks(tx, plan, context),
      answer: planReply,
    });
  }

  /** By rule, since the approval is the leader's. A fixed number of statements per 500 tasks, and the database writes 500 while the next are worked out. */
  private async assignTasks(tx: Tx, plan: Plan, context: CommandContext): Promise<NewEvent[]> {
    const named = (await lockTasksOf(tx, plan.planId)).filter(({ namedUnits }) => namedUnits.length > 0);
    const { workingDays, lightBasis } = await this.calendar.now(tx);
    const { limits } = this.config;
    const scene: ActionContext = { relations: BY_SYSTEM, plan, now: context.now, workingDays, limits, newId };
    const units = named.flatMap(({ namedUnits }) => namedUnits);
    const groupOf = await groupsNamedIn(this.directory, units, context.now, tx);
    const events: NewEvent[] = [];
    await chunkByChunk(named, TASKS_AT_ONCE, (tasks) => {
      const changes = tasks.map((before) => ({
        before,
        change: applyToTask(before, { action: 'ASSIGN', named: before.namedUnits, groupOf }, scene),
      }));
      for (const { before, change } of changes) events.push(...newTaskEvents(before, change, context));
      const issued = changes.map(({ change }) => change.task);
      const parts = changes.flatMap(({ before, change }) => changedParts(before, change.task));
      return Promise.all([updateTasks(tx, issued), insertAssignments(tx, parts, lightBasis)]);
    });
    return events;
  }
}
