import { Injectable } from '@nestjs/common';
import { localDateOf } from '#kernel';
import type { Queryable } from '#messaging';
import { Directory, membersOn, type Caller } from '#platform';
import { draftNotFound, planNotFound, taskNotFound } from '../domain/errors.js';
import { assignmentOf, type Part } from '../domain/task.js';
import {
  READS,
  relationsToAssignment,
  relationsToPlan,
  relationsToTask,
  type Carriers,
  type PlanParties,
  type Relation,
} from '../domain/tasks.policy.js';
import { isPermitted } from '../domain/transition.js';
import type { PlanFrame } from '../persistence/tasks.js';
import { unitCircles } from './unit-circles.js';

export type Relations = ReadonlySet<Relation>;

/** What of a task somebody's relations to it depend on. */
interface Seen {
  task: Carriers;
  plan: PlanFrame;
}

/** How a caller stands to plans, tasks and assignments, from what the directory knows of units and groups. */
@Injectable()
export class Standing {
  constructor(private readonly directory: Directory) {}

  async toPlan(
    on: Queryable,
    caller: Caller,
    plan: PlanParties & { memberGroupId: string },
    now: Date,
  ): Promise<Relations> {
    const isGroupMember = caller.roles.includes('GROUP_MEMBER') && (await this.isMember(on, caller, plan, now));
    return relationsToPlan(caller, plan, isGroupMember);
  }

  /** To each of `plans`; the groups of their member units are looked up once for all. */
  async toPlans<P extends PlanParties & { memberGroupId: string }>(
    on: Queryable,
    caller: Caller,
    plans: readonly P[],
    now: Date,
  ): Promise<(plan: P) => Relations> {
    const asMember = caller.roles.includes('GROUP_MEMBER') ? plans : [];
    const groups = await this.directory.groups([...new Set(asMember.map(({ memberGroupId }) => memberGroupId))], on);
    const isMember = ({ memberGroupId }: P): boolean => {
      const group = groups.get(memberGroupId);
      return group !== undefined && membersOn(group, localDateOf(now)).includes(caller.unitId);
    };
    return (plan) => relationsToPlan(caller, plan, isMember(plan));
  }

  /** Throws `TASK.NOT_FOUND` when the caller may not see the task. */
  async toTask(on: Queryable, caller: Caller, { task, plan }: Seen, now: Date): Promise<Relations> {
    const relations = relationsToTask(caller, await this.toPlan(on, caller, plan, now), task);
    if (!isPermitted(READS.TASK, relations)) throw taskNotFound();
    return relations;
  }

  /** To each of `unitIds` as carriers of the task; units are looked up once for all. */
  async toCarriers(
    on: Queryable,
    caller: Caller,
    { plan }: Seen,
    toTask: Relations,
    unitIds: readonly string[],
  ): Promise<(unitId: string) => Relations> {
    const reviews = toTask.has('COORDINATOR') || toTask.has('GROUP_MEMBER');
    const circleOf = reviews ? await unitCircles(on, [plan.officeUnitId, caller.unitId, ...unitIds]) : null;
    return (unitId) =>
      relationsToAssignment(
        caller,
        toTask,
        unitId,
        circleOf && {
          office: circleOf(plan.officeUnitId),
          reviewer: circleOf(caller.unitId),
          reviewed: circleOf(unitId),
        },
      );
  }

  /** Throws `TASK.NOT_FOUND` when the task has no such assignment or the caller may not see it. */
  async toAssignment(
    on: Queryable,
    caller: Caller,
    seen: Seen & { task: { assignments: readonly Part[] } },
    id: string,
    now: Date,
  ): Promise<Relations> {
    const toTask = await this.toTask(on, caller, seen, now);
    const { unitId } = assignmentOf(seen.task, id);
    const relations = (await this.toCarriers(on, caller, seen, toTask, [unitId]))(unitId);
    if (!isPermitted(READS.ASSIGNMENT, relations)) throw taskNotFound();
    return relations;
  }

  private async isMember(
    on: Queryable,
    caller: Caller,
    { memberGroupId }: { memberGroupId: string },
    now: Date,
  ): Promise<boolean> {
    return (await this.directory.membersOf(memberGroupId, localDateOf(now), on)).includes(caller.unitId);
  }
}

/** Throws `PLAN.NOT_FOUND` where none of the relations may see the plan. */
export function requirePlanVisible(relations: Relations): void {
  if (!isPermitted(READS.PLAN, relations)) throw planNotFound();
}

/** Throws `DRAFT.NOT_FOUND` where none of the relations may see the draft, or the revision that it is. */
export function requireDraftVisible(relations: Relations, read: 'DRAFT' | 'REVISION'): void {
  if (!isPermitted(READS[read], relations)) throw draftNotFound();
}
