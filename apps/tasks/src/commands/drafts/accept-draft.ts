import { Injectable } from '@nestjs/common';
import { DateOnly, Id, text } from '#contracts';
import type { FieldError } from '#kernel';
import type { NewEvent } from '#messaging';
import { endpoint, type CommandContext, type InputOf, type Reply, type Tx } from '#platform';
import { z } from 'zod';
import type { DraftCommandOf, LoadedDraft } from '../../domain/drafts/draft.js';
import { refuse } from '../../domain/errors.js';
import { rememberTasks } from '../../persistence/drafts.js';
import { DraftRecord, draftReply } from '../answers.js';
import { RegisterPlan, registerPlan } from '../register-plan.js';
import { ChangeDraft } from './change-draft.js';
import { DraftParams } from './draft-fields.js';
import { planOfDraft } from './plan-of-draft.js';

export const acceptDraft = endpoint({
  method: 'POST',
  path: '/api/tasks/drafts/:draftId/acceptance',
  summary:
    '采纳立项 — make the registered plan of a reviewed draft; refused with a list while anything is left to decide',
  tag: 'drafts',
  params: DraftParams,
  body: z.strictObject({
    issuerUnitId: Id.meta({ description: 'the leading group' }),
    memberGroupId: Id.meta({ description: 'the group of its member units' }),
    title: text(200).optional().meta({ description: 'where it shall not be that of the paper' }),
    documentNumber: text(100).optional().meta({ description: 'where it shall not be that of the paper' }),
    adoptedOn: DateOnly.optional().meta({ description: '成文日期, where it shall not be that of the paper' }),
    publishedOn: DateOnly.nullable().default(null).meta({ description: '发布日期' }),
  }),
  response: DraftRecord,
  problems: [
    'DRAFT.NOT_FOUND',
    'DRAFT.NOT_YOURS',
    'DRAFT.ACTION_NOT_ALLOWED',
    'DRAFT.LEFT_TO_DECIDE',
    'DRAFT.REVISES_A_PLAN',
    'DRAFT.NOT_A_PLAN',
    ...registerPlan.problems,
  ],
});

type Body = InputOf<typeof acceptDraft>['body'];

@Injectable()
export class AcceptDraft {
  constructor(
    private readonly changeDraft: ChangeDraft,
    private readonly registration: RegisterPlan,
  ) {}

  execute({ params, body }: InputOf<typeof acceptDraft>, context: CommandContext): Promise<Reply<DraftRecord>> {
    return this.changeDraft.run(context, params.draftId, {
      action: 'ACCEPT_DRAFT',
      decide: (tx, loaded) => this.register(tx, loaded, body, context),
      answer: draftReply,
    });
  }

  private async register(
    tx: Tx,
    loaded: LoadedDraft,
    body: Body,
    context: CommandContext,
  ): Promise<{ command: DraftCommandOf<'ACCEPT_DRAFT'>; events: NewEvent[] }> {
    const { plan, events } = await this.registration.register(tx, planFieldsOf(loaded, body), context);
    const [, ...ofTasks] = events; // behind the event of the plan, in the order of the draft
    const taskIds = taskIdsOf(loaded, ofTasks);
    await rememberTasks(tx, loaded.draft.draftId, taskIds);
    return { command: { action: 'ACCEPT_DRAFT', planId: plan.planId, taskIds }, events };
  }
}

/** The task that each key became, from the events of the tasks in the order of the draft. */
function taskIdsOf({ content }: LoadedDraft, events: readonly NewEvent[]): Record<string, string> {
  const entries = content.tasks.map(({ key }, index) => {
    const event = events[index];
    if (!event) throw new Error(`The registration of the plan does not tell of task ${key}.`);
    return [key, event.aggregateId];
  });
  return Object.fromEntries(entries);
}

/** The registration of the plan, by the same schema as every other. Throws `DRAFT.NOT_A_PLAN` with each field that it refuses. */
export function planFieldsOf(loaded: LoadedDraft, { title, documentNumber, adoptedOn, ...named }: Body) {
  const paper = planOfDraft(loaded);
  const said = { title, documentNumber, adoptedOn };
  const given = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
  const result = registerPlan.body.safeParse({ ...paper, ...named, ...given });
  if (result.success) return result.data;
  const errors = result.error.issues.map((issue) => errorOf(issue, loaded));
  const message = `${errors.length} field(s) are no plan's yet; \`errors\` names each. Give what the paper does not tell, change the tasks named, then accept.`;
  throw refuse('DRAFT.NOT_A_PLAN', message, { state: loaded.draft.phase, errors });
}

/** Tasks are named by their keys, as everywhere in a draft. */
function errorOf({ path, message }: z.core.$ZodIssue, { content }: LoadedDraft): FieldError {
  const [first, second, ...rest] = path.map(String);
  const task = first === 'tasks' ? content.tasks[Number(second)] : undefined;
  const steps = task ? ['tasks', task.key, ...rest] : path.map(String);
  return { pointer: `/${steps.join('/')}`, message };
}
