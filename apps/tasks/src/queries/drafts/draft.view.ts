import { DraftState, DraftTask, Id, Instant } from '#contracts';
import { z } from 'zod';
import type { Draft } from '../../domain/drafts/draft.js';
import { DRAFT_TRANSITIONS } from '../../domain/drafts/draft.transitions.js';
import { DRAFT_PHASE_LABELS, READING, READING_STAGE_LABELS, type ReadingStage } from '../../domain/labels.js';
import type { Relation } from '../../domain/tasks.policy.js';
import { allowedActions } from '../../domain/transition.js';
import { isoInstant, jsonRow } from '../../persistence/columns.js';
import { DRAFT_COLUMNS } from '../../persistence/drafts.js';

/** What is done with a paper that was handed in and is not proposed yet. */
const Reading = z
  .object({
    stage: z.enum(Object.keys(READING_STAGE_LABELS) as [ReadingStage, ...ReadingStage[]]),
    stageLabel: z.string(),
    since: Instant.meta({ description: 'since when it is in this stage' }),
    before: z.number().int().meta({ description: 'how many papers are read before it' }),
  })
  .meta({ id: 'DraftReading' });

/** A draft as its readers see it. */
export const DraftSummary = DraftState.extend({
  version: z.number().int().meta({ description: 'also the ETag' }),
  phaseLabel: z.string(),
  reading: z.boolean().meta({ description: 'whether it is being read' }),
  progress: z.number().int().meta({ description: 'percent of its reading' }),
  stage: Reading.nullable().meta({ description: 'where its reading stands; null once it is over' }),
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
    .meta({ description: 'a page of its tasks, in their order' }),
  next: z.string().optional().meta({ description: 'cursor of the next page of tasks; absent on the last' }),
  carried: z
    .array(z.object({ taskId: Id, no: z.string(), title: z.string(), measures: z.number().int() }))
    .meta({ description: "of a unit's own plan: the tasks that the unit carries, each with how many measures" }),
}).meta({ id: 'Draft' });
export type DraftView = z.infer<typeof DraftView>;

export interface DraftRow {
  draft: Draft;
  attempts: number;
  progress: number;
  stage: ReadingStage | null;
  stageSince: string | null;
  before: number;
}

/** Columns of a `DraftRow`, of draft `p`: the relations of `visibility.ts` speak of that alias. */
export const DRAFT_ROW = `${jsonRow('p', DRAFT_COLUMNS)} AS draft, p.attempts, p.progress, p.stage, ${isoInstant('p.stage_since')} AS "stageSince",
  CASE WHEN p.phase = 'RECEIVED' THEN (SELECT count(*) FROM draft b WHERE b.phase = 'RECEIVED' AND b.draft_id < p.draft_id) ELSE 0 END::integer AS before`;

export function draftSummary(row: DraftRow, relations: ReadonlySet<Relation>): DraftSummary {
  const { draft, attempts, progress } = row;
  const reading = draft.phase === 'RECEIVED' && attempts > 0;
  return DraftSummary.parse({
    ...draft,
    phaseLabel: reading ? READING : DRAFT_PHASE_LABELS[draft.phase],
    reading,
    progress: draft.phase === 'RECEIVED' ? progress : 100,
    stage: draft.phase === 'RECEIVED' ? stageOf(row) : null,
    allowedActions: allowedActions(DRAFT_TRANSITIONS, draft.phase, relations),
  });
}

/** One paper is read at a time, the oldest first: what no reading has taken up waits since it came. */
function stageOf({ draft, attempts, stage: noted, stageSince, before }: DraftRow): z.infer<typeof Reading> {
  const stage = attempts > 0 ? (noted ?? 'READING') : 'WAITING';
  const since = attempts > 0 ? (stageSince ?? draft.receivedAt) : draft.receivedAt;
  return { stage, stageLabel: READING_STAGE_LABELS[stage], since, before };
}
