import { Inject, Injectable } from '@nestjs/common';
import { Id, optionalText, text } from '#contracts';
import { newId } from '#kernel';
import {
  Database,
  endpoint,
  Idempotency,
  reply,
  requireVersion,
  storable,
  type CommandContext,
  type InputOf,
  type Reply,
} from '#platform';
import { z } from 'zod';
import { Standing } from '../access/standing.js';
import { TASKS_CONFIG, type TasksConfig } from '../config.js';
import { refuse } from '../domain/errors.js';
import { applyToPart } from '../domain/task-aggregate.js';
import type { Report } from '../domain/task.js';
import { reportStatement, type KeptAnswer, type ReportWrite } from '../persistence/report-statement.js';
import { findPart, type LoadedPart } from '../persistence/tasks.js';
import { violates } from '../persistence/unique-violation.js';
import { WorkingCalendar } from '../persistence/working-calendar.js';
import { AssignmentRecord, assignmentReply } from './answers.js';
import { newTaskEvents } from './task-events.js';
import { AssignmentParams } from './task-fields.js';

export const reportProgress = endpoint({
  method: 'POST',
  path: '/api/tasks/tasks/:taskId/assignments/:assignmentId/reports',
  summary: '反馈进展 — report progress; a lower figure than before needs its reason under problems',
  tag: 'assignments',
  params: AssignmentParams,
  body: z.strictObject({
    progress: z.number().int().min(0).max(100).meta({ description: '完成率, percent' }),
    text: text(5_000).meta({ description: '进展情况' }),
    problems: optionalText(2_000).default('').meta({ description: '存在问题' }),
    nextSteps: optionalText(2_000).default('').meta({ description: '下一步措施' }),
    needsCoordination: optionalText(2_000).default('').meta({ description: '需协调事项' }),
  }),
  response: AssignmentRecord.extend({ reportId: Id }).meta({ id: 'ReportedAssignment' }),
  status: 201,
  problems: [
    'TASK.NOT_FOUND',
    'TASK.NOT_YOURS',
    'TASK.ACTION_NOT_ALLOWED',
    'TASK.PROGRESS_FALLS_UNEXPLAINED',
    'TASK.BUSY',
  ],
});

type Input = InputOf<typeof reportProgress>;
type Answer = Reply<z.infer<typeof reportProgress.response>>;

/** How often a report that lost the race for the task's version is judged again. */
const ATTEMPTS = 20;

/**
 * The hottest command: two round trips and no explicit transaction. What is read is judged, then written where the
 * version still matches; a report that loses the race reads again.
 */
@Injectable()
export class ReportProgress {
  constructor(
    private readonly database: Database,
    private readonly idempotency: Idempotency,
    private readonly standing: Standing,
    private readonly calendar: WorkingCalendar,
    @Inject(TASKS_CONFIG) private readonly config: TasksConfig,
  ) {}

  async execute(input: Input, context: CommandContext): Promise<Answer> {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const [earlier, loaded] = await Promise.all([
        this.idempotency.find(this.database, context),
        findPart(this.database, input.params.taskId, input.params.assignmentId),
      ]);
      if (earlier) return earlier.answer as Answer;
      const { write, answer } = await this.judge(input, context, loaded);
      if (await this.isWritten(write)) return answer;
    }
    throw refuse('TASK.BUSY', 'Too many units wrote to this task at the same time. Send the report again.');
  }

  /** What to write and to answer. Throws `DomainError` for all that is refused. */
  private async judge(
    { params: { assignmentId }, body }: Input,
    context: CommandContext,
    loaded: LoadedPart,
  ): Promise<{ write: ReportWrite; answer: Answer }> {
    const { caller, now } = context;
    const relations = await this.standing.toAssignment(this.database, caller, loaded, assignmentId, now);
    requireVersion(context, loaded.task.version);
    const { workingDays, lightBasis } = await this.calendar.at(this.database, loaded.calendarStamp);
    const report: Report = { reportId: newId(), ...body };
    const scene = { relations, plan: loaded.plan, now, workingDays, limits: this.config.limits, newId };
    const command = { action: 'REPORT', assignmentId, report } as const;
    const { assignment, taskPhase, event } = applyToPart(loaded.task, loaded.assignment, command, scene);
    const task = { taskId: loaded.task.taskId, version: loaded.task.version + 1, phase: taskPhase };
    const record = assignmentReply(task, assignment);
    const answer = reply({ ...record.body, reportId: report.reportId }, record.headers);
    const write = {
      task,
      assignment,
      report,
      reportedAt: now,
      lightBasis,
      kept: keptAnswer(context, answer),
      events: newTaskEvents(loaded.task, { task, events: [event] }, context),
    };
    return { write, answer };
  }

  /** False when another write came between reading and writing, or the same idempotency key was used meanwhile. */
  private async isWritten(write: ReportWrite): Promise<boolean> {
    try {
      const { rowCount } = await this.database.query(reportStatement(write));
      if (rowCount > 0) this.database.appended();
      return rowCount > 0;
    } catch (error) {
      // The next attempt finds the key and answers what was answered to it.
      if (violates(error, 'PK_idempotency_key')) return false;
      throw error;
    }
  }
}

function keptAnswer({ caller, idempotencyKey, requestHash }: CommandContext, answer: Answer): KeptAnswer {
  return { accountId: caller.accountId, key: idempotencyKey, requestHash, answer: JSON.stringify(storable(answer)) };
}
