import { Injectable } from '@nestjs/common';
import { DateOnly, Id, PageQuery, pageOf, TaskOrigin, TaskPhase } from '#contracts';
import { Database, decodeCursor, encodeCursor, endpoint, type CommandContext, type InputOf } from '#platform';
import { z } from 'zod';
import { visibilityParams, visible } from '../access/visibility.js';
import { LIGHT_LABELS, NO_REPORTER, ORIGIN_LABELS, TASK_PHASE_LABELS, UNKNOWN_UNIT } from '../domain/labels.js';
import { taskLightSql } from '../persistence/light-sql.js';
import { requireVisiblePlan } from './visible-plan.js';
import { TaskLightView } from './task.view.js';

const TaskSummary = z
  .object({
    taskId: Id,
    no: z.string(),
    aspectNo: z.number().int(),
    title: z.string(),
    origin: TaskOrigin,
    originLabel: z.string(),
    phase: TaskPhase,
    phaseLabel: z.string(),
    reporterUnitId: Id.nullable(),
    reporterName: z.string(),
    units: z.number().int().meta({ description: 'how many units carry it' }),
    deadline: DateOnly.nullable(),
    light: TaskLightView,
    lightLabel: z.string(),
  })
  .meta({ id: 'TaskSummary' });
type TaskSummary = z.infer<typeof TaskSummary>;

const TaskPage = pageOf(TaskSummary);

export const listPlanTasks = endpoint({
  method: 'GET',
  path: '/api/tasks/plans/:planId/tasks',
  summary: '方案的任务 — tasks of a plan that the caller may see, in the order of the plan',
  tag: 'plans',
  params: z.object({ planId: Id }),
  query: PageQuery,
  response: TaskPage,
  problems: ['PLAN.NOT_FOUND'],
});

const Cursor = z.tuple([Id]);

const TASKS = `SELECT t.task_id AS "taskId", t.no, t.aspect_no AS "aspectNo", t.title, t.origin, t.phase,
    t.reporter_unit_id AS "reporterUnitId", u.name AS "reporterName", t.deadline,
    (SELECT count(*)::integer FROM assignment c WHERE c.task_id = t.task_id) AS units, ${taskLightSql(7, visible('ASSIGNMENT'))} AS light
  FROM task t JOIN plan p USING (plan_id)
    LEFT JOIN directory_unit u ON u.unit_id = t.reporter_unit_id
  WHERE t.plan_id = $4 AND ($5::uuid IS NULL OR t.task_id > $5) AND ${visible('TASK')}
  ORDER BY t.task_id LIMIT $6`;

type Row = Omit<TaskSummary, 'originLabel' | 'phaseLabel' | 'lightLabel' | 'reporterName'> & {
  reporterName: string | null;
};

@Injectable()
export class ListPlanTasks {
  constructor(private readonly database: Database) {}

  async execute(
    { params: { planId }, query: { limit, cursor } }: InputOf<typeof listPlanTasks>,
    { caller, now }: CommandContext,
  ): Promise<z.infer<typeof TaskPage>> {
    await requireVisiblePlan(this.database, planId, { caller, now }, 'PLAN');
    const after = cursor === undefined ? null : decodeCursor(cursor, Cursor)[0];
    const params = [...visibilityParams(caller, now), planId, after, limit + 1, now];
    const { rows } = await this.database.query<Row>(TASKS, params);
    const items = rows.slice(0, limit).map(summary);
    const last = items.at(-1);
    return rows.length > limit && last ? { items, next: encodeCursor([last.taskId]) } : { items };
  }
}

function summary(row: Row): TaskSummary {
  return {
    ...row,
    originLabel: ORIGIN_LABELS[row.origin],
    phaseLabel: TASK_PHASE_LABELS[row.phase],
    reporterName: row.reporterUnitId === null ? NO_REPORTER : (row.reporterName ?? UNKNOWN_UNIT),
    lightLabel: LIGHT_LABELS[row.light],
  };
}
