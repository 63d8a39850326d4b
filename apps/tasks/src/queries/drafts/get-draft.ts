import { Injectable } from '@nestjs/common';
import { PageQuery, type DraftTask } from '#contracts';
import {
  Database,
  decodeCursor,
  encodeCursor,
  endpoint,
  reply,
  type CommandContext,
  type InputOf,
  type Reply,
} from '#platform';
import { z } from 'zod';
import { DraftParams } from '../../commands/drafts/draft-fields.js';
import type { Draft } from '../../domain/drafts/draft.js';
import { relationsToDraft } from '../../domain/tasks.policy.js';
import { carriedTasks } from '../../persistence/carried-tasks.js';
import { draftSummary, DraftView } from './draft.view.js';
import { visibleDraft } from './visible-draft.js';

export const getDraft = endpoint({
  method: 'GET',
  path: '/api/tasks/drafts/:draftId',
  summary: '查看拟办 — a draft with a page of its tasks: of each field how sure it is, why, and from which sentences',
  tag: 'drafts',
  params: DraftParams,
  query: PageQuery,
  response: DraftView,
  problems: ['DRAFT.NOT_FOUND'],
});

const PROPOSED = `WITH page AS (
    SELECT key, position, item, task_id FROM draft_task WHERE draft_id = $1 AND position > $2 ORDER BY position LIMIT $3),
  held AS (
    SELECT k.key, array_agg(s.position ORDER BY s.position) AS ids
    FROM draft_sentence s, jsonb_array_elements_text(s.item->'taskKeys') AS k (key)
    WHERE s.draft_id = $1 AND s.item->'taskKeys' ?| (SELECT array_agg(key) FROM page) GROUP BY k.key)
  SELECT p.position, p.item, p.task_id AS "taskId", coalesce(h.ids, '{}') AS "sentenceIds"
  FROM page p LEFT JOIN held h USING (key) ORDER BY p.position`;

interface Row {
  position: number;
  item: DraftTask;
  taskId: string | null;
  sentenceIds: number[];
}

const MEASURES = `SELECT item->'measure'->>'taskId' AS "taskId", count(*)::integer AS measures
  FROM draft_task WHERE draft_id = $1 GROUP BY 1`;

const Cursor = z.tuple([z.int32()]);

@Injectable()
export class GetDraft {
  constructor(private readonly database: Database) {}

  async execute(
    { params: { draftId }, query: { limit, cursor } }: InputOf<typeof getDraft>,
    context: CommandContext,
  ): Promise<Reply<DraftView>> {
    const after = cursor === undefined ? -1 : decodeCursor(cursor, Cursor)[0];
    const row = await visibleDraft(this.database, draftId, context);
    const { rows } = await this.database.query<Row>(PROPOSED, [draftId, after, limit + 1]);
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    const view = DraftView.parse({
      ...draftSummary(row, relationsToDraft(context.caller, row.draft)),
      proposed: page.map(({ item, taskId, sentenceIds }) => ({ ...item, taskId, sentenceIds })),
      carried: await this.carriedOf(row.draft),
      ...(rows.length > limit && last && { next: encodeCursor([last.position]) }),
    });
    return reply(view, { etag: row.draft.version });
  }

  private async carriedOf({ draftId, kind, planId, officeUnitId }: Draft): Promise<DraftView['carried']> {
    if (kind === 'PLAN' || planId === null) return [];
    const tasks = await carriedTasks(this.database, planId, officeUnitId);
    const { rows } = await this.database.query<{ taskId: string | null; measures: number }>(MEASURES, [draftId]);
    const measures = new Map(rows.map((row) => [row.taskId, row.measures]));
    return tasks.map(({ taskId, no, title }) => ({ taskId, no, title, measures: measures.get(taskId) ?? 0 }));
  }
}
