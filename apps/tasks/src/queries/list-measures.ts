import { Injectable } from '@nestjs/common';
import { Id, MeasureState, PageQuery, pageOf } from '#contracts';
import { Database, decodeCursor, encodeCursor, endpoint, type CommandContext, type InputOf } from '#platform';
import { z } from 'zod';
import { Standing } from '../access/standing.js';
import { AssignmentParams } from '../commands/task-fields.js';
import { MEASURE_PHASE_LABELS } from '../domain/labels.js';
import { MEASURE_TRANSITIONS } from '../domain/measure.transitions.js';
import type { Measure } from '../domain/measures.js';
import { allowedActions } from '../domain/transition.js';
import { jsonRow } from '../persistence/columns.js';
import { MEASURE_COLUMNS } from '../persistence/measures.js';
import { findTask } from '../persistence/tasks.js';

const MeasureView = MeasureState.extend({
  version: z.number().int().meta({ description: 'for If-Match' }),
  phaseLabel: z.string(),
  allowedActions: z.array(z.string()).meta({ description: 'what the caller may do in this state' }),
}).meta({ id: 'Measure' });
const MeasurePage = pageOf(MeasureView);

export const listMeasures = endpoint({
  method: 'GET',
  path: '/api/tasks/tasks/:taskId/assignments/:assignmentId/measures',
  summary: '具体措施 — the measures that a unit undertook by its own plan for its part, in their order',
  tag: 'assignments',
  params: AssignmentParams,
  query: PageQuery,
  response: MeasurePage,
  problems: ['TASK.NOT_FOUND'],
});

const LIST = `SELECT ${jsonRow('m', MEASURE_COLUMNS)} AS measure FROM measure m
  WHERE m.assignment_id = $1 AND ($2::uuid IS NULL OR m.measure_id > $2) ORDER BY m.measure_id LIMIT $3`;

const Cursor = z.tuple([Id]);

@Injectable()
export class ListMeasures {
  constructor(
    private readonly database: Database,
    private readonly standing: Standing,
  ) {}

  async execute(
    { params: { taskId, assignmentId }, query: { limit, cursor } }: InputOf<typeof listMeasures>,
    { caller, now }: CommandContext,
  ): Promise<z.infer<typeof MeasurePage>> {
    const seen = await findTask(this.database, taskId);
    const relations = await this.standing.toAssignment(this.database, caller, seen, assignmentId, now);
    const after = cursor === undefined ? null : decodeCursor(cursor, Cursor)[0];
    const { rows } = await this.database.query<{ measure: Measure }>(LIST, [assignmentId, after, limit + 1]);
    const items = rows.slice(0, limit).map(({ measure }) => ({
      ...measure,
      phaseLabel: MEASURE_PHASE_LABELS[measure.phase],
      allowedActions: allowedActions(MEASURE_TRANSITIONS, measure.phase, relations),
    }));
    const last = items.at(-1);
    return rows.length > limit && last ? { items, next: encodeCursor([last.measureId]) } : { items };
  }
}
