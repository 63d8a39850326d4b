import type { DraftSentence, DraftTask } from '#contracts';
import type { Queryable } from '#messaging';
import { NO_CONTENT, type Draft, type DraftContent, type LoadedDraft } from '../domain/drafts/draft.js';
import { draftNotFound, refuse } from '../domain/errors.js';
import { insertRows, jsonRow, updateRows, type Columns } from './columns.js';
import { refusingDuplicates } from './unique-violation.js';

export const DRAFT_COLUMNS = {
  draftId: 'uuid',
  kind: 'text',
  version: 'integer',
  officeUnitId: 'uuid',
  planId: 'uuid',
  revises: 'uuid',
  fileName: 'text',
  fileBytes: 'integer',
  fileHash: 'text',
  phase: 'text',
  receivedAt: 'timestamptz',
  head: 'jsonb',
  tasks: 'integer',
  sentences: 'integer',
  openSentences: 'integer',
  refusal: 'jsonb',
  revisionRequestedBy: 'uuid',
} as const satisfies Columns & Record<keyof Draft, string>;

/** A draft and the file that it was made for. */
export async function insertDraft(tx: Queryable, draft: Draft, bytes: Buffer): Promise<void> {
  await tx.query(insertRows('draft', DRAFT_COLUMNS, [draft]));
  await tx.query('INSERT INTO draft_file (draft_id, bytes) VALUES ($1, $2)', [draft.draftId, bytes]);
}

/** Holds the draft until the transaction ends. Throws `DRAFT.NOT_FOUND`. */
export async function lockDraft(tx: Queryable, draftId: string): Promise<Draft> {
  const text = `SELECT ${jsonRow('d', DRAFT_COLUMNS)} AS draft FROM draft d WHERE draft_id = $1 FOR UPDATE`;
  const { rows } = await tx.query<{ draft: Draft }>(text, [draftId]);
  if (!rows[0]) throw draftNotFound();
  return rows[0].draft;
}

const CONTENT = `SELECT
  (SELECT coalesce(json_agg(item ORDER BY position), '[]') FROM draft_task WHERE draft_id = $1) AS tasks,
  (SELECT coalesce(json_agg(item ORDER BY position), '[]') FROM draft_sentence WHERE draft_id = $1) AS sentences`;

export async function contentOf(on: Queryable, draftId: string): Promise<DraftContent> {
  const { rows } = await on.query<{ tasks: DraftTask[]; sentences: DraftSentence[] }>(CONTENT, [draftId]);
  return rows[0] ?? NO_CONTENT;
}

const REMOVE_TASKS = 'DELETE FROM draft_task WHERE draft_id = $1 AND key = ANY ($2::text[])';

const WRITE_TASKS = `INSERT INTO draft_task (draft_id, key, position, item)
  SELECT $1, r.key, r.position, r.item FROM json_to_recordset($2::json) AS r(key text, position integer, item jsonb)
  ON CONFLICT (draft_id, key) DO UPDATE SET position = excluded.position, item = excluded.item`;

/** Where a task is put between others, all behind it move: their items are not sent along. */
const MOVE_TASKS = `UPDATE draft_task t SET position = r.position FROM unnest($2::text[], $3::integer[]) AS r (key, position)
  WHERE t.draft_id = $1 AND t.key = r.key`;

const WRITE_SENTENCES = `INSERT INTO draft_sentence (draft_id, position, state, item)
  SELECT $1, r.position, r.item->>'state', r.item FROM json_to_recordset($2::json) AS r(position integer, item jsonb)
  ON CONFLICT (draft_id, position) DO UPDATE SET state = excluded.state, item = excluded.item`;

/** Writes a draft that `lockDraft` gave, and of its content what is not as `before` had it. */
export async function saveDraft(tx: Queryable, before: DraftContent, { draft, content }: LoadedDraft): Promise<void> {
  await refusingDuplicates('draft_revision_requested', revisionPending, () =>
    tx.query(updateRows('draft', 'draftId', DRAFT_COLUMNS, [draft])),
  );
  const keys = new Set(content.tasks.map(({ key }) => key));
  const gone = before.tasks.map(({ key }) => key).filter((key) => !keys.has(key));
  const known = new Set(before.tasks);
  const tasks = content.tasks
    .map((item, position) => ({ key: item.key, position, item }))
    .filter(({ item, position }) => before.tasks[position] !== item);
  const changedTasks = tasks.filter(({ item }) => !known.has(item));
  const movedTasks = tasks.filter(({ item }) => known.has(item));
  const changedSentences = content.sentences
    .map((item, position) => ({ position, item }))
    .filter(({ item, position }) => before.sentences[position] !== item);
  if (gone.length > 0) await tx.query(REMOVE_TASKS, [draft.draftId, gone]);
  if (changedTasks.length > 0) await tx.query(WRITE_TASKS, [draft.draftId, JSON.stringify(changedTasks)]);
  if (movedTasks.length > 0) {
    const moved = [movedTasks.map(({ key }) => key), movedTasks.map(({ position }) => position)];
    await tx.query(MOVE_TASKS, [draft.draftId, ...moved]);
  }
  if (changedSentences.length > 0) await tx.query(WRITE_SENTENCES, [draft.draftId, JSON.stringify(changedSentences)]);
}

function revisionPending(): ReturnType<typeof refuse> {
  const message =
    'Another revision of this plan waits for the leading group. Wait for its decision, then request this one.';
  return refuse('DRAFT.REVISION_PENDING', message);
}

const REMEMBER_TASKS = `UPDATE draft_task t SET task_id = r.value::uuid FROM json_each_text($2::json) r
  WHERE t.draft_id = $1 AND t.key = r.key`;

/** Keeps which task each proposed one became. */
export function rememberTasks(
  tx: Queryable,
  draftId: string,
  taskIds: Readonly<Record<string, string>>,
): Promise<unknown> {
  return tx.query(REMEMBER_TASKS, [draftId, JSON.stringify(taskIds)]);
}

/** The task that each key became. */
export async function tasksMadeOf(on: Queryable, draftId: string): Promise<ReadonlyMap<string, string>> {
  const text = 'SELECT key, task_id AS "taskId" FROM draft_task WHERE draft_id = $1 AND task_id IS NOT NULL';
  const { rows } = await on.query<{ key: string; taskId: string }>(text, [draftId]);
  return new Map(rows.map(({ key, taskId }) => [key, taskId]));
}

/** The last accepted draft of a plan of this office; null where the plan was not made from a paper. */
export async function acceptedDraftOf(on: Queryable, planId: string, officeUnitId: string): Promise<string | null> {
  const text = `SELECT draft_id AS "draftId" FROM draft WHERE plan_id = $1 AND office_unit_id = $2 AND phase = 'ACCEPTED'
      AND kind = 'PLAN'
    ORDER BY draft_id DESC LIMIT 1`;
  const { rows } = await on.query<{ draftId: string }>(text, [planId, officeUnitId]);
  return rows[0]?.draftId ?? null;
}

/** The draft whose revision of this plan waits for the leading group; null where none does. */
export async function requestedRevisionOf(on: Queryable, planId: string): Promise<Draft | null> {
  const text = `SELECT ${jsonRow('d', DRAFT_COLUMNS)} AS draft FROM draft d WHERE plan_id = $1 AND phase = 'REVISION_REQUESTED'`;
  const { rows } = await on.query<{ draft: Draft }>(text, [planId]);
  return rows[0]?.draft ?? null;
}

/** The plan of an office's draft. Throws `DRAFT.NOT_FOUND` where it has none. */
export async function planOf(on: Queryable, draftId: string): Promise<string> {
  const text = `SELECT plan_id AS "planId" FROM draft WHERE draft_id = $1 AND plan_id IS NOT NULL AND kind = 'PLAN'`;
  const { rows } = await on.query<{ planId: string }>(text, [draftId]);
  if (!rows[0]) throw draftNotFound();
  return rows[0].planId;
}
