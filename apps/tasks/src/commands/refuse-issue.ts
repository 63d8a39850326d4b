import { Injectable } from '@nestjs/common';
import { Id, text } from '#contracts';
import { endpoint, type CommandContext, type InputOf, type Reply } from '#platform';
import { z } from 'zod';
import { PlanRecord, planReply } from './answers.js';
import { ChangePlan } from './change-plan.js';

export const refuseIssue = endpoint({
  method: 'POST',
  path: '/api/tasks/plans/:planId/issue-refusal',
  summary: '退回报批 — send a plan back to the office with a reason',
  tag: 'plans',
  params: z.object({ planId: Id }),
  body: z.strictObject({ reason: text(2_000) }),
  response: PlanRecord,
  problems: ['PLAN.NOT_FOUND', 'PLAN.NOT_YOURS', 'PLAN.ACTION_NOT_ALLOWED', 'PLAN.REQUESTER_CANNOT_DECIDE'],
});

@Injectable()
export class RefuseIssue {
  constructor(private readonly changePlan: ChangePlan) {}

  execute({ params, body }: InputOf<typeof refuseIssue>, context: CommandContext): Promise<Reply<PlanRecord>> {
    const command = { action: 'REFUSE_ISSUE', ...body } as const;
    return this.changePlan.run(context, params.planId, { command, answer: planReply });
  }
}
