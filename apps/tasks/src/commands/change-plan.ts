import { Injectable } from '@nestjs/common';
import type { NewEvent } from '#messaging';
import { Commands, requireVersion, type CommandContext, type Tx } from '#platform';
import { requirePlanVisible, Standing } from '../access/standing.js';
import { applyToPlan, type Plan, type PlanCommand } from '../domain/plan.js';
import { lockPlan, updatePlan } from '../persistence/plans.js';
import { outlineOf } from '../persistence/tasks.js';
import { newPlanEvent } from './task-events.js';

/** What a use case adds to the change of a plan. */
export interface PlanUseCase<Answer> {
  command: PlanCommand;
  /** Other aggregates of the same transaction; answers their events, which follow that of the plan. */
  alsoChange?: (tx: Tx, plan: Plan) => Promise<NewEvent[]>;
  answer: (plan: Plan) => Answer;
}

/** The one transaction in which a plan changes: lock, relations, `applyToPlan`, rows, events last. */
@Injectable()
export class ChangePlan {
  constructor(
    private readonly commands: Commands,
    private readonly standing: Standing,
  ) {}

  /** Throws `DomainError`: `PLAN.NOT_FOUND`, `VERSION.STALE`, and what table and guards refuse. */
  run<Answer>(context: CommandContext, planId: string, useCase: PlanUseCase<Answer>): Promise<Answer> {
    return this.commands.run(context, async (tx) => {
      const plan = await lockPlan(tx, planId);
      const relations = await this.standing.toPlan(tx, context.caller, plan, context.now);
      requirePlanVisible(relations);
      requireVersion(context, plan.version);
      const { accountId } = context.caller;
      const outline = await outlineOf(tx, planId);
      const change = applyToPlan(plan, useCase.command, { relations, accountId, now: context.now, outline });
      await updatePlan(tx, change.plan);
      const others = (await useCase.alsoChange?.(tx, change.plan)) ?? [];
      tx.append([newPlanEvent(change, context), ...others]);
      return useCase.answer(change.plan);
    });
  }
}
