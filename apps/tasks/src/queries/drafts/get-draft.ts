import { Injectable } from '@nestjs/common';
import type { DraftTask } from '#contracts';
import { Database, endpoint, reply, type CommandContext, type InputOf, type Reply } from '#platform';
import { DraftParams } from '../../commands/drafts/draft-fields.js';
import type { Draft } from '../../domain/drafts/draft.js';
import { relationsToDraft } from '../../domain/tasks.policy.js';
import { carriedTasks } from '../../persistence/carried-tasks.js';
import { draftSummary, DraftView } from './draft.view.js';
import { visibleDraft } from './visible-draft.js';

export const getDraft = endpoint({
  method: 'GET',
  path: '/api/tasks/drafts/:draftId',
  summary: '查看拟办 — a draft with its tasks: of each field how sure it is, why, and from which sentences',
  tag: 'drafts',
  params: DraftParams,
  response: DraftView,
  problems: ['DRAFT.NOT_FOUND'],
});

const PROPOSED = `WITH held AS (
    SELECT k.key, array_agg(s.position ORDER BY s.position) AS ids
    FROM draft_sentence s, jsonb_array_elements_text(s.item->'taskKeys') AS k (key) WHERE s.draft_id = $1 GROUP BY k.key)
  SELECT t.item, t.task_id AS "taskId", coalesce(h.ids, '{}') AS "sentenceIds"
  FROM draft_task t LEFT JOIN held h USING (key) WHERE t.draft_id = $1 ORDER BY t.position`;

interface Row {
  item: DraftTask;
  taskId: string | null;
  sentenceIds: number[];
}

@Injectable()
export class GetDraft {
  constructor(private readonly database: Database) {}

  async execute({ params: { draftId } }: InputOf<typeof getDraft>, context: CommandContext): Promise<Reply<DraftView>> {
    const row = await visibleDraft(this.database, draftId, context);
    const { rows } = await this.database.query<Row>(PROPOSED, [draftId]);
    const summary = draftSummary(row, relationsToDraft(context.caller, row.draft));
    const proposed = rows.map(({ item, ...facts }) => ({ ...item, ...facts }));
    const carried = await this.carriedOf(row.draft, rows);
    return reply(DraftView.parse({ ...summary, proposed, carried }), { etag: row.draft.version });
  }

  private async carriedOf(
    { kind, planId, officeUnitId }: Draft,
    proposed: readonly Row[],
  ): Promise<DraftView['carried']> {
    if (kind === 'PLAN' || planId === null) return [];
    const tasks = await carriedTasks(this.database, planId, officeUnitId);
    const measuresOf = (taskId: string) => proposed.filter(({ item }) => item.measure?.taskId === taskId).length;
    return tasks.map(({ taskId, no, title }) => ({ taskId, no, title, measures: measuresOf(taskId) }));
  }
}
