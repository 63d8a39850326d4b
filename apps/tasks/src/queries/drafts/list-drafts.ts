import { Injectable } from '@nestjs/common';
import { DraftPhase, Id, PageQuery, pageOf } from '#contracts';
import { Database, decodeCursor, encodeCursor, endpoint, type CommandContext, type InputOf } from '#platform';
import { z } from 'zod';
import { visibilityParams, visible } from '../../access/visibility.js';
import { relationsToDraft } from '../../domain/tasks.policy.js';
import { DRAFT_ROW, DraftSummary, draftSummary, type DraftRow } from './draft.view.js';

const DraftPage = pageOf(DraftSummary);

export const listDrafts = endpoint({
  method: 'GET',
  path: '/api/tasks/drafts',
  summary: '拟办列表 — drafts of papers that the caller may see, the latest first',
  tag: 'drafts',
  query: PageQuery.extend({ phase: DraftPhase.optional() }),
  response: DraftPage,
});

const Cursor = z.tuple([Id]);

@Injectable()
export class ListDrafts {
  constructor(private readonly database: Database) {}

  async execute(
    { query: { limit, cursor, phase } }: InputOf<typeof listDrafts>,
    { caller, now }: CommandContext,
  ): Promise<z.infer<typeof DraftPage>> {
    const before = cursor === undefined ? null : decodeCursor(cursor, Cursor)[0];
    const text = `SELECT ${DRAFT_ROW} FROM draft p
      WHERE ($4::uuid IS NULL OR p.draft_id < $4) AND ($5::text IS NULL OR p.phase = $5) AND ${visible('DRAFT')}
      ORDER BY p.draft_id DESC LIMIT $6`;
    const params = [...visibilityParams(caller, now), before, phase ?? null, limit + 1];
    const { rows } = await this.database.query<DraftRow>(text, params);
    const items = rows.slice(0, limit).map((row) => draftSummary(row, relationsToDraft(caller, row.draft)));
    const last = items.at(-1);
    return rows.length > limit && last ? { items, next: encodeCursor([last.draftId]) } : { items };
  }
}
