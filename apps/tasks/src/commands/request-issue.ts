import { Injectable } from '@nestjs/common';
import { Id } from '#contracts';
import { endpoint, type CommandContext, type InputOf, type Reply } from '#platform';
import { z } from 'zod';
import { PlanRecord, planReply } from './answers.js';
import { ChangePlan } from './change-plan.js';

export const requestIssue = endpoint({
  method: 'POST',
  path: '/api/tasks/plans/:planId/issue-request',
  summary: '报批 — ask the leading group to approve the issue of a plan',
  tag: 'plans',
  params: z.object({ planId: Id }),
  response: PlanRecord,
  problems: [
    'PLAN.NOT_FOUND',
    'PLAN.NOT_YOURS',
    'PLAN.ACTION_NOT_ALLOWED',
    'PLAN.WITHOUT_TASKS',
    'PLAN.DEADLINE_IN_PAST',
  ],
});

@Injectable()
export class RequestIssue {
  constructor(private readonly changePlan: ChangePlan) {}

  execute({ params }: InputOf<typeof requestIssue>, context: CommandContext): Promise<Reply<PlanRecord>> {
    return this.changePlan.run(context, params.planId, { command: { action: 'REQUEST_ISSUE' }, answer: planReply });
  }
}
