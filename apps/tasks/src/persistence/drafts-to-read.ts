import type { DraftKind } from '#contracts';
import type { Queryable } from '#messaging';
import type { ReadingStage } from '../domain/labels.js';

export interface DraftToRead {
  draftId: string;
  kind: DraftKind;
  officeUnitId: string;
  planId: string | null;
  fileName: string;
  bytes: Buffer;
  /** This attempt included. */
  attempts: number;
}

/** The attempt is counted, and committed, before the reading: a paper that ends the process is counted too. */
const NEXT = `WITH next AS (
    UPDATE draft SET attempts = attempts + 1, progress = 0, stage = 'READING', stage_since = $1
    WHERE draft_id = (SELECT draft_id FROM draft WHERE phase = 'RECEIVED' ORDER BY draft_id LIMIT 1)
    RETURNING draft_id, kind, office_unit_id, plan_id, file_name, attempts)
  SELECT n.draft_id AS "draftId", n.kind, n.office_unit_id AS "officeUnitId", n.plan_id AS "planId",
    n.file_name AS "fileName", n.attempts, f.bytes
  FROM next n JOIN draft_file f USING (draft_id)`;

/** The draft that has waited longest; null when none waits. */
export async function nextDraftToRead(on: Queryable, now: Date): Promise<DraftToRead | null> {
  const { rows } = await on.query<DraftToRead>(NEXT, [now]);
  return rows[0] ?? null;
}

/** What failed was not the paper: the attempt does not count, and the paper waits again. */
export function takeAttemptBack(on: Queryable, draftId: string): Promise<unknown> {
  const text = `UPDATE draft SET attempts = attempts - 1, stage = NULL, stage_since = NULL
    WHERE draft_id = $1 AND attempts > 0`;
  return on.query(text, [draftId]);
}

/** How far a reading has come. */
export interface Reached {
  stage: ReadingStage;
  percent: number;
  at: Date;
}

/** `percent` never falls, and a stage began when it was first reached. */
export function noteProgress(on: Queryable, draftId: string, { stage, percent, at }: Reached): Promise<unknown> {
  const text = `UPDATE draft SET progress = $2, stage = $3, stage_since = CASE WHEN stage = $3 THEN stage_since ELSE $4 END
    WHERE draft_id = $1 AND progress < $2`;
  return on.query(text, [draftId, percent, stage, at]);
}
