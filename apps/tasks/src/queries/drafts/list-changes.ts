import { Injectable } from '@nestjs/common';
import { DraftExtract, Instant, PageQuery, pageOf } from '#contracts';
import { Database, decodeCursor, encodeCursor, endpoint, type CommandContext, type InputOf } from '#platform';
import { z } from 'zod';
import { DraftParams } from '../../commands/drafts/draft-fields.js';
import { isoInstant } from '../../persistence/columns.js';
import { visibleDraft } from './visible-draft.js';

const Change = z
  .object({
    version: z.number().int(),
    type: z.string().meta({ description: 'the event' }),
    occurredAt: Instant,
    actor: z.string().meta({ description: 'account that did it; the clock for the reading' }),
    action: z.string().nullable().meta({ description: 'what a reviewer did' }),
    before: DraftExtract.nullable().meta({ description: 'what it touched, as it stood' }),
    after: DraftExtract.nullable(),
  })
  .meta({ id: 'DraftChange' });
const ChangePage = pageOf(Change);

export const listChanges = endpoint({
  method: 'GET',
  path: '/api/tasks/drafts/:draftId/changes',
  summary: '审核过程 — who changed what of a draft, with what stood before, the latest first',
  tag: 'drafts',
  params: DraftParams,
  query: PageQuery,
  response: ChangePage,
  problems: ['DRAFT.NOT_FOUND'],
});

/** The log is the audit trail: nothing else is kept for this page. */
const LIST = `SELECT aggregate_version AS version, type, ${isoInstant('occurred_at')} AS "occurredAt", actor,
    data->>'action' AS action, data->'before' AS before, data->'after' AS after
  FROM event_log WHERE aggregate_id = $1 AND ($2::integer IS NULL OR aggregate_version < $2)
  ORDER BY aggregate_version DESC LIMIT $3`;

const Cursor = z.tuple([z.int32()]);

@Injectable()
export class ListChanges {
  constructor(private readonly database: Database) {}

  async execute(
    { params: { draftId }, query: { limit, cursor } }: InputOf<typeof listChanges>,
    context: CommandContext,
  ): Promise<z.infer<typeof ChangePage>> {
    await visibleDraft(this.database, draftId, context);
    const before = cursor === undefined ? null : decodeCursor(cursor, Cursor)[0];
    const { rows } = await this.database.query<z.infer<typeof Change>>(LIST, [draftId, before, limit + 1]);
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    return rows.length > limit && last ? { items, next: encodeCursor([last.version]) } : { items };
  }
}
