import { Injectable } from '@nestjs/common';
import { DraftSentence, PageQuery, pageOf } from '#contracts';
import { REASONS } from '#decomposition';
import { Database, decodeCursor, encodeCursor, endpoint, type CommandContext, type InputOf } from '#platform';
import { z } from 'zod';
import { DraftParams } from '../../commands/drafts/draft-fields.js';
import { placeLabel } from './place-label.js';
import { visibleDraft } from './visible-draft.js';

const SentenceView = DraftSentence.extend({
  placeLabel: z
    .string()
    .meta({ description: 'where it stands in the file, in words: page, sheet, paragraph, table and row' }),
  reasonLabel: z.string().nullable().meta({ description: 'what the rule says, or the words of the reviewer' }),
}).meta({ id: 'DraftSentenceView' });
const SentencePage = pageOf(SentenceView);

export const listSentences = endpoint({
  method: 'GET',
  path: '/api/tasks/drafts/:draftId/sentences',
  summary: '原文对照 — every sentence of the paper in its order, with its place and what became of it',
  tag: 'drafts',
  params: DraftParams,
  query: PageQuery.extend({ state: DraftSentence.shape.state.optional() }),
  response: SentencePage,
  problems: ['DRAFT.NOT_FOUND'],
});

const LIST = `SELECT item FROM draft_sentence
  WHERE draft_id = $1 AND position > $2 AND ($3::text IS NULL OR state = $3) ORDER BY position LIMIT $4`;

const Cursor = z.tuple([z.int32()]);

@Injectable()
export class ListSentences {
  constructor(private readonly database: Database) {}

  async execute(
    { params: { draftId }, query: { limit, cursor, state } }: InputOf<typeof listSentences>,
    context: CommandContext,
  ): Promise<z.infer<typeof SentencePage>> {
    await visibleDraft(this.database, draftId, context);
    const after = cursor === undefined ? -1 : decodeCursor(cursor, Cursor)[0];
    const params = [draftId, after, state ?? null, limit + 1];
    const { rows } = await this.database.query<{ item: DraftSentence }>(LIST, params);
    const items = rows.slice(0, limit).map(({ item }) => ({
      ...item,
      placeLabel: placeLabel(item.place),
      reasonLabel: labelOf(item.reason),
    }));
    const last = items.at(-1);
    return rows.length > limit && last ? { items, next: encodeCursor([last.id]) } : { items };
  }
}

function labelOf(reason: string | null): string | null {
  const labels: Readonly<Record<string, string>> = REASONS;
  return reason === null ? null : (labels[reason] ?? reason);
}
