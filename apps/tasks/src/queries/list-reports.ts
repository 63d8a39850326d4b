import { Injectable } from '@nestjs/common';
import { PageQuery, pageOf } from '#contracts';
import { Database, decodeCursor, encodeCursor, endpoint, type CommandContext, type InputOf } from '#platform';
import { z } from 'zod';
import { Standing } from '../access/standing.js';
import { visibilityParams, visible } from '../access/visibility.js';
import { TaskParams } from '../commands/task-fields.js';
import { findTask } from '../persistence/tasks.js';
import { REPORT_JSON } from './task-records.js';
import { ReportView } from './task.view.js';

const ReportPage = pageOf(ReportView);

export const listReports = endpoint({
  method: 'GET',
  path: '/api/tasks/tasks/:taskId/reports',
  summary: '进展反馈 — progress reports of the assignments that the caller may see, the latest first',
  tag: 'tasks',
  params: TaskParams,
  query: PageQuery,
  response: ReportPage,
  problems: ['TASK.NOT_FOUND'],
});

const Cursor = z.tuple([z.int32()]);

const REPORTS = `SELECT r.task_version AS version, ${REPORT_JSON} AS report
  FROM progress_report r JOIN assignment a USING (assignment_id) JOIN task t USING (task_id) JOIN plan p ON p.plan_id = t.plan_id
  WHERE a.task_id = $4 AND ($5::integer IS NULL OR r.task_version < $5) AND ${visible('ASSIGNMENT')}
  ORDER BY r.task_version DESC LIMIT $6`;

@Injectable()
export class ListReports {
  constructor(
    private readonly database: Database,
    private readonly standing: Standing,
  ) {}

  async execute(
    { params: { taskId }, query: { limit, cursor } }: InputOf<typeof listReports>,
    { caller, now }: CommandContext,
  ): Promise<z.infer<typeof ReportPage>> {
    await this.standing.toTask(this.database, caller, await findTask(this.database, taskId), now);
    const before = cursor === undefined ? null : decodeCursor(cursor, Cursor)[0];
    const params = [...visibilityParams(caller, now), taskId, before, limit + 1];
    const { rows } = await this.database.query<{ version: number; report: ReportView }>(REPORTS, params);
    const shown = rows.slice(0, limit);
    const items = shown.map(({ report }) => report);
    const last = shown.at(-1);
    return rows.length > limit && last ? { items, next: encodeCursor([last.version]) } : { items };
  }
}
