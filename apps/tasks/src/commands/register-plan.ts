import { Injectable } from '@nestjs/common';
import { DateOnly, Id, optionalText, text, type UnitState } from '#contracts';
import { newId } from '#kernel';
import type { NewEvent } from '#messaging';
import { Commands, Directory, endpoint, type CommandContext, type InputOf, type Reply, type Tx } from '#platform';
import { z } from 'zod';
import { refuse } from '../domain/errors.js';
import { registerPlan as registered, type Plan, type PlanCard } from '../domain/plan.js';
import { relationsToPlan, type PlanParties } from '../domain/tasks.policy.js';
import { insertPlan } from '../persistence/plans.js';
import { PlanRecord, planReply } from './answers.js';
import { NewTasks } from './new-tasks.js';
import { fieldsOfTasks, requireRegistered, type RegisterField } from './require-registered.js';
import { newPlanEvent } from './task-events.js';
import { TaskFields } from './task-fields.js';

export const registerPlan = endpoint({
  method: 'POST',
  path: '/api/tasks/plans',
  summary: '立项 — register a plan of a leading group, with its aspects and tasks',
  tag: 'plans',
  body: z.strictObject({
    title: text(200),
    documentNumber: text(100),
    issuerUnitId: Id.meta({ description: 'the leading group' }),
    memberGroupId: Id.meta({ description: 'the group of its member units' }),
    adoptedOn: DateOnly.meta({ description: '成文日期' }),
    publishedOn: DateOnly.nullable().default(null).meta({ description: '发布日期' }),
    recipients: z.array(text(500)).max(200).default([]).meta({ description: '主送, in the words of the paper' }),
    notice: optionalText(5_000).default('').meta({ description: '正文 of the notice that the plan came with' }),
    sections: z
      .array(z.strictObject({ heading: text(200), text: text(20_000), origin: text(200) }))
      .max(99)
      .default([])
      .meta({ description: 'what the paper says outside its tasks, in its order' }),
    aspects: z
      .array(z.strictObject({ no: z.number().int().min(1).max(99), title: text(200), origin: text(200) }))
      .min(1)
      .max(99)
      .refine((aspects) => new Set(aspects.map(({ no }) => no)).size === aspects.length, 'numbers must differ'),
    tasks: z.array(TaskFields).max(1_000).default([]),
  }),
  response: PlanRecord,
  status: 201,
  problems: [
    'REGISTER.ENTRY_UNKNOWN',
    'PLAN.NOT_YOURS',
    'PLAN.DOCUMENT_NUMBER_TAKEN',
    'PLAN.ISSUER_NOT_A_LEADING_GROUP',
    'PLAN.REGISTERED_BY_OFFICES',
    'PLAN.ISSUER_NOT_YOUR_GROUP',
    'PLAN.ASPECT_UNKNOWN',
    'TASK.NUMBER_TAKEN',
    'TASK.DEADLINE_IN_PAST',
  ],
});

@Injectable()
export class RegisterPlan {
  constructor(
    private readonly commands: Commands,
    private readonly directory: Directory,
    private readonly newTasks: NewTasks,
  ) {}

  execute({ body }: InputOf<typeof registerPlan>, context: CommandContext): Promise<Reply<PlanRecord>> {
    return this.commands.run(context, async (tx) => {
      const { plan, events } = await this.register(tx, body, context);
      tx.append(events);
      return planReply(plan, 201);
    });
  }

  /** Registers in the transaction of the caller, who appends the events: of the plan, then of its tasks in their order. */
  async register(
    tx: Tx,
    { tasks, ...card }: InputOf<typeof registerPlan>['body'],
    context: CommandContext,
  ): Promise<{ plan: Plan; events: NewEvent[] }> {
    const ids = { planId: newId(), officeUnitId: context.caller.unitId };
    const relations = relationsToPlan(context.caller, { ...ids, issuerUnitId: card.issuerUnitId }, false);
    const change = registered(ids, card, relations);
    await requireRegistered(this.directory, [...partiesOf(card), ...fieldsOfTasks(tasks)], tx);
    await this.requireKinds(tx, change.plan);
    await insertPlan(tx, change.plan);
    const taskEvents = await this.newTasks.insert(tx, change.plan, tasks, relations, context);
    return { plan: change.plan, events: [newPlanEvent(change, context), ...taskEvents] };
  }

  /** A leading group issues and its own office runs the work: no other unit's coordinator speaks for them. */
  private async requireKinds(tx: Tx, { issuerUnitId, officeUnitId }: PlanParties): Promise<void> {
    const units = await this.directory.units([issuerUnitId, officeUnitId], tx);
    const issuer = units.get(issuerUnitId);
    const office = units.get(officeUnitId);
    if (issuer?.kind !== 'LEADING_GROUP') {
      throw refuse(
        'PLAN.ISSUER_NOT_A_LEADING_GROUP',
        `${issuer?.name ?? 'The issuer'} is no leading group and cannot approve an issue. Name the leading group that issues the plan.`,
      );
    }
    if (office?.kind !== 'COORDINATION_OFFICE') {
      throw refuse(
        'PLAN.REGISTERED_BY_OFFICES',
        `${office?.name ?? 'Your unit'} is no leading group's office. Ask the office that runs the work to register the plan.`,
      );
    }
    await this.requireOwnGroup(tx, office, issuer);
  }

  /** Only where the register says whose office it is; otherwise the group's leader, who approves, is the safeguard. */
  private async requireOwnGroup(tx: Tx, office: UnitState, issuer: UnitState): Promise<void> {
    if (office.superiorId === null || office.superiorId === issuer.unitId) return;
    const superior = await this.directory.unit(office.superiorId, tx);
    if (superior?.kind !== 'LEADING_GROUP') return;
    const message = `${office.name} is the office of ${superior.name} and does not register plans of ${issuer.name}. Name its own group, or ask the office of that one.`;
    throw refuse('PLAN.ISSUER_NOT_YOUR_GROUP', message);
  }
}

function partiesOf({ issuerUnitId, memberGroupId }: PlanCard): RegisterField[] {
  return [
    { pointer: '/issuerUnitId', unitId: issuerUnitId },
    { pointer: '/memberGroupId', groupId: memberGroupId },
  ];
}
