import { Injectable } from '@nestjs/common';
import { Id, type DraftTask } from '#contracts';
import type { FieldChange, Matched } from '#decomposition';
import type { Queryable } from '#messaging';
import { Database, endpoint, type CommandContext, type InputOf } from '#platform';
import { z } from 'zod';
import { DraftParams } from '../../commands/drafts/draft-fields.js';
import type { DraftContent } from '../../domain/drafts/draft.js';
import { refuse } from '../../domain/errors.js';
import { contentOf, tasksMadeOf } from '../../persistence/drafts.js';
import { differenceOfContents } from './difference-of-contents.js';
import { visibleDraft } from './visible-draft.js';

const Named = z.object({ no: z.string(), title: z.string() });
const Earlier = Named.extend({ taskId: Id.nullable().meta({ description: 'the task of the plan' }) });
const Later = Named.extend({ key: z.string().meta({ description: 'of the draft' }) });

export const Difference = z
  .object({
    planId: Id,
    reissue: z
      .array(
        Later.extend({
          taskId: Earlier.shape.taskId,
          changes: z.array(z.object({ field: z.string(), was: z.array(z.string()), is: z.array(z.string()) })),
          likeness: z.number().meta({ description: 'how much of the wording is the same' }),
        }),
      )
      .meta({ description: 'tasks that ask something else than before' }),
    issue: z.array(Later).meta({ description: 'tasks that only the new paper holds' }),
    withdraw: z.array(Earlier).meta({ description: 'tasks that the new paper no longer holds' }),
    untouched: z.array(Earlier).meta({ description: 'tasks that keep their history, whatever their number and place' }),
    outside: z
      .object({ was: z.array(z.string()), is: z.array(z.string()) })
      .meta({ description: 'sentences outside tasks that only one of the papers holds' }),
  })
  .meta({ id: 'DraftDifference' });
export type Difference = z.infer<typeof Difference>;

export const getDifference = endpoint({
  method: 'GET',
  path: '/api/tasks/drafts/:draftId/difference',
  summary: '修订对照 — what a new version of a paper changes against the accepted one, and which tasks that concerns',
  tag: 'drafts',
  params: DraftParams,
  response: Difference,
  problems: ['DRAFT.NOT_FOUND', 'DRAFT.REVISES_NOTHING', 'DRAFT.NOT_READ'],
});

interface Revising {
  draftId: string;
  planId: string;
}

@Injectable()
export class GetDifference {
  constructor(private readonly database: Database) {}

  async execute({ params: { draftId } }: InputOf<typeof getDifference>, context: CommandContext): Promise<Difference> {
    const { draft } = await visibleDraft(this.database, draftId, context);
    const { revises, planId, phase } = draft;
    if (revises === null || planId === null) {
      const message = 'The draft is no new version of another. Hand the new version in with the planId of the plan.';
      throw refuse('DRAFT.REVISES_NOTHING', message, { state: phase });
    }
    if (draft.head === null) {
      throw refuse('DRAFT.NOT_READ', 'The paper is not read yet. Ask again when the draft is.', { state: phase });
    }
    return differenceOfDraft(this.database, { draftId, planId }, revises);
  }
}

/** How a draft differs from the accepted one that it revises. */
export async function differenceOfDraft(
  on: Queryable,
  { draftId, planId }: Revising,
  revises: string,
): Promise<Difference> {
  const earlier = await contentOf(on, revises);
  const later = await contentOf(on, draftId);
  return { planId, ...compared(earlier, later, await tasksMadeOf(on, revises)) };
}

/** @param taskIds the task that each key of the earlier draft became */
function compared(
  earlier: DraftContent,
  later: DraftContent,
  taskIds: ReadonlyMap<string, string>,
): Omit<Difference, 'planId'> {
  const revision = differenceOfContents(earlier, later);
  const [earlierNamed, laterNamed] = [namesOf(earlier), namesOf(later)];
  const before = (key: string) => ({ ...earlierNamed(key), taskId: taskIds.get(key) ?? null });
  const after = (key: string) => ({ ...laterNamed(key), key });
  const reworded = revision.clauses.filter((clause): clause is Matched => clause.change === 'reworded');
  const sentence = (content: DraftContent) => (id: number) => content.sentences[id]?.text ?? '';
  return {
    reissue: reworded.map(({ previous, next, fields, likeness }) => ({
      ...after(next),
      taskId: before(previous).taskId,
      changes: fields.map(shown),
      likeness,
    })),
    issue: revision.issue.map(after),
    withdraw: revision.withdraw.map(before),
    untouched: revision.untouched.map(({ previous }) => before(previous)),
    outside: {
      was: revision.outside.removed.map(sentence(earlier)),
      is: revision.outside.added.map(sentence(later)),
    },
  };
}

function namesOf({ tasks }: DraftContent): (key: string) => Pick<DraftTask, 'no' | 'title'> {
  const names = new Map(tasks.map(({ key, no, title }) => [key, { no, title }]));
  return (key) => names.get(key) ?? { no: '', title: '' };
}

function shown(change: FieldChange): Difference['reissue'][number]['changes'][number] {
  const { field } = change;
  switch (field) {
    case 'title':
      return { field, was: [change.from], is: [change.to] };
    case 'deadline':
      return { field, was: [change.from.due ?? change.from.raw], is: [change.to.due ?? change.to.raw] };
    case 'roles':
      return {
        field,
        was: change.changed.map(({ name, from }) => `${name} ${from}`),
        is: change.changed.map(({ name, to }) => `${name} ${to}`),
      };
    case 'indicators':
      return { field, was: change.removed.map(({ raw }) => raw), is: change.added.map(({ raw }) => raw) };
    case 'text':
    case 'units':
    case 'milestones':
      return { field, was: [...change.removed], is: [...change.added] };
  }
}
