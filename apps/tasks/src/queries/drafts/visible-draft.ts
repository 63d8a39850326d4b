import type { Queryable } from '#messaging';
import type { CommandContext } from '#platform';
import { visibilityParams, visible } from '../../access/visibility.js';
import { draftNotFound } from '../../domain/errors.js';
import { DRAFT_ROW, type DraftRow } from './draft.view.js';

/** Throws `DRAFT.NOT_FOUND` where the caller may not see it. */
export async function visibleDraft(
  on: Queryable,
  draftId: string,
  { caller, now }: Pick<CommandContext, 'caller' | 'now'>,
): Promise<DraftRow> {
  const text = `SELECT ${DRAFT_ROW} FROM draft p WHERE p.draft_id = $4 AND ${visible('DRAFT')}`;
  const { rows } = await on.query<DraftRow>(text, [...visibilityParams(caller, now), draftId]);
  if (!rows[0]) throw draftNotFound();
  return rows[0];
}
