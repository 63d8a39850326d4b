import { DraftState, DraftTask, Id } from '#contracts';
import { z } from 'zod';
import type { Draft } from '../../domain/drafts/draft.js';
import { DRAFT_TRANSITIONS } from '../../domain/drafts/draft.transitions.js';
import { DRAFT_PHASE_LABELS, READING } from '../../domain/labels.js';
import type { Relation } from '../../domain/tasks.policy.js';
import { allowedActions } from '../../domain/transition.js';
import { jsonRow } from '../../persistence/columns.js';
import { DRAFT_COLUMNS } from '../../persistence/drafts.js';

/** A draft as its readers see it. */
export const DraftSummary = DraftState.extend({
  version: z.number().int().meta({ description: 'also the ETag' }),
  phaseLabel: z.string(),
  reading: z.boolean().meta({ description: 'whether it is being read' }),
  progress: z.number().int().meta({ description: 'percent of its reading' }),
  allowedActions: z.array(z.string()).meta({ description: 'what the caller may do in this state' }),
}).meta({ id: 'DraftSummary' });
export type DraftSummary = z.infer<typeof DraftSummary>;

export const DraftView = DraftSummary.extend({
  proposed: z
    .array(
      DraftTask.extend({
        sentenceIds: z.array(z.number().int()).meta({ description: 'the sentences that it comes from' }),
        taskId: Id.nullable().meta({ description: 'the task that it became' }),
      }),
    )
    .meta({ description: 'tasks in their order' }),
  carried: z
    .array(z.object({ taskId: Id, no: z.string(), title: z.string(), measures: z.number().int() }))
    .meta({ description: "of a unit's own plan: the tasks that the unit carries, each with how many measures" }),
}).meta({ id: 'Draft' });
export type DraftView = z.infer<typeof DraftView>;

export interface DraftRow {
  draft: Draft;
  attempts: number;
  progress: number;
}

/** Columns of a `DraftRow`, of draft `p`: the relations of `visibility.ts` speak of that alias. */
export const DRAFT_ROW = `${jsonRow('p', DRAFT_COLUMNS)} AS draft, p.attempts, p.progress`;

export function draftSummary({ draft, attempts, progress }: DraftRow, relations: ReadonlySet<Relation>): DraftSummary {
  const reading = draft.phase === 'RECEIVED' && attempts > 0;
  return DraftSummary.parse({
    ...draft,
    phaseLabel: reading ? READING : DRAFT_PHASE_LABELS[draft.phase],
    reading,
    progress: draft.phase === 'RECEIVED' ? progress : 100,
    allowedActions: allowedActions(DRAFT_TRANSITIONS, draft.phase, relations),
  });
}
