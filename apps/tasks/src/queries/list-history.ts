import { Injectable } from '@nestjs/common';
import { Id, Instant, PageQuery, pageOf } from '#contracts';
import { Database, decodeCursor, encodeCursor, endpoint, type CommandContext, type InputOf } from '#platform';
import { z } from 'zod';
import { Standing } from '../access/standing.js';
import { visibilityParams, visible } from '../access/visibility.js';
import { TaskParams } from '../commands/task-fields.js';
import { isoInstant } from '../persistence/columns.js';
import { findTask } from '../persistence/tasks.js';

const HistoryEntry = z
  .object({
    version: z.number().int(),
    type: z.string().meta({ description: 'the event' }),
    occurredAt: Instant,
    actor: z.string().meta({ description: 'account that did it' }),
    assignmentId: Id.nullable().meta({ description: 'absent when it was about the task as a whole' }),
    phase: z.string().meta({ description: 'where the task stood then' }),
    reason: z.string().meta({ description: 'what was said with it; empty when nothing was' }),
  })
  .meta({ id: 'HistoryEntry' });

const HistoryPage = pageOf(HistoryEntry);

export const listHistory = endpoint({
  method: 'GET',
  path: '/api/tasks/tasks/:taskId/history',
  summary: '办理过程 — what happened to a task, from its own event log, as far as the caller may see it',
  tag: 'tasks',
  params: TaskParams,
  query: PageQuery,
  response: HistoryPage,
  problems: ['TASK.NOT_FOUND'],
});

const Cursor = z.tuple([z.int32()]);

/** The log is the audit trail: nothing else is kept for this page. An event about one assignment is visible with it. */
const HISTORY = `SELECT e.aggregate_version AS version, e.type, ${isoInstant('e.occurred_at')} AS "occurredAt", e.actor,
    a.assignment_id AS "assignmentId", coalesce(e.data->>'taskPhase', e.data->'task'->>'phase') AS phase,
    coalesce(e.data->>'reason', e.data->>'opinion', e.data->>'statement', '') AS reason
  FROM event_log e JOIN task t ON t.task_id = e.aggregate_id JOIN plan p USING (plan_id)
    LEFT JOIN assignment a ON a.task_id = t.task_id
      AND (a.assignment_id = (e.data->'assignment'->>'assignmentId')::uuid OR a.unit_id = (e.data->>'unitId')::uuid)
  WHERE e.aggregate_id = $4 AND ($5::integer IS NULL OR e.aggregate_version < $5)
    AND CASE WHEN a.assignment_id IS NULL THEN ${visible('TASK')} ELSE ${visible('ASSIGNMENT')} END
  ORDER BY e.aggregate_version DESC LIMIT $6`;

@Injectable()
export class ListHistory {
  constructor(
    private readonly database: Database,
    private readonly standing: Standing,
  ) {}

  async execute(
    { params: { taskId }, query: { limit, cursor } }: InputOf<typeof listHistory>,
    { caller, now }: CommandContext,
  ): Promise<z.infer<typeof HistoryPage>> {
    await this.standing.toTask(this.database, caller, await findTask(this.database, taskId), now);
    const before = cursor === undefined ? null : decodeCursor(cursor, Cursor)[0];
    const params = [...visibilityParams(caller, now), taskId, before, limit + 1];
    const { rows } = await this.database.query<z.infer<typeof HistoryEntry>>(HISTORY, params);
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    return rows.length > limit && last ? { items, next: encodeCursor([last.version]) } : { items };
  }
}
