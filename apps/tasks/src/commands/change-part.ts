import { Inject, Injectable } from '@nestjs/common';
import { newId } from '#kernel';
import { Database, Idempotency, requireVersion, storable, type CommandContext, type Reply } from '#platform';
import { Standing } from '../access/standing.js';
import { TASKS_CONFIG, type TasksConfig } from '../config.js';
import { refuse } from '../domain/errors.js';
import { applyToPart } from '../domain/task-aggregate.js';
import type { AssignmentCommand } from '../domain/task.js';
import { partStatement, type KeptAnswer, type PartWrite } from '../persistence/part-statement.js';
import { findPart, type LoadedPart } from '../persistence/tasks.js';
import { violates } from '../persistence/unique-violation.js';
import { WorkingCalendar } from '../persistence/working-calendar.js';
import { assignmentReply, type AssignmentRecord } from './answers.js';
import { newTaskEvents } from './task-events.js';

/** Commands that change one part and never another: what units do every day. */
type PartCommand = Extract<AssignmentCommand, { action: 'ACCEPT' | 'REPORT' }>;

interface PartUseCase<Body> {
  taskId: string;
  command: PartCommand;
  /** The answer, from what every change of a part answers. */
  answer: (record: Reply<AssignmentRecord>) => Reply<Body>;
}

/** How often a change that lost the race for the task's version is judged again. */
const ATTEMPTS = 20;

/**
 * The hottest commands: two round trips and no explicit transaction. What is read is judged, then written where the
 * version still matches; a change that loses the race reads again.
 */
@Injectable()
export class ChangePart {
  constructor(
    private readonly database: Database,
    private readonly idempotency: Idempotency,
    private readonly standing: Standing,
    private readonly calendar: WorkingCalendar,
    @Inject(TASKS_CONFIG) private readonly config: TasksConfig,
  ) {}

  /**
   * Throws `DomainError`: `TASK.NOT_FOUND` for what the caller may not see, `VERSION.STALE`, `TASK.BUSY`, and what the tables
   * and guards refuse.
   */
  async run<Body>(context: CommandContext, useCase: PartUseCase<Body>): Promise<Reply<Body>> {
    const { taskId, command } = useCase;
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const loaded = await findPart(this.database, taskId, command.assignmentId);
      // After the part: what the key has already done to it would otherwise be refused as done.
      const earlier = await this.idempotency.find(this.database, context);
      if (earlier) return earlier.answer as Reply<Body>;
      const { write, answer } = await this.judge(useCase, context, loaded);
      if (await this.isWritten(write)) return answer;
    }
    throw refuse('TASK.BUSY', 'Too many units wrote to this task at the same time. Send the request again.');
  }

  /** What to write and to answer. Throws `DomainError` for all that is refused. */
  private async judge<Body>(
    { command, answer: answerOf }: PartUseCase<Body>,
    context: CommandContext,
    loaded: LoadedPart,
  ): Promise<{ write: PartWrite; answer: Reply<Body> }> {
    const { caller, now } = context;
    const relations = await this.standing.toAssignment(this.database, caller, loaded, command.assignmentId, now);
    requireVersion(context, loaded.task.version);
    const { workingDays, lightBasis } = await this.calendar.at(this.database, loaded.calendarStamp);
    const scene = { relations, plan: loaded.plan, now, workingDays, limits: this.config.limits, newId };
    const { assignment, taskPhase, event } = applyToPart(loaded.task, loaded.assignment, command, scene);
    const task = { taskId: loaded.task.taskId, version: loaded.task.version + 1, phase: taskPhase };
    const answer = answerOf(assignmentReply(task, assignment));
    const write = {
      task,
      assignment,
      report: command.action === 'REPORT' ? command.report : null,
      changedAt: now,
      lightBasis,
      kept: keptAnswer(context, answer),
      events: newTaskEvents(loaded.task, { task, events: [event] }, context),
    };
    return { write, answer };
  }

  /** False when another write came between reading and writing, or the same idempotency key was used meanwhile. */
  private async isWritten(write: PartWrite): Promise<boolean> {
    try {
      const { rowCount } = await this.database.query(partStatement(write));
      if (rowCount > 0) this.database.appended();
      return rowCount > 0;
    } catch (error) {
      // The next attempt finds the key and answers what was answered to it.
      if (violates(error, 'PK_idempotency_key')) return false;
      throw error;
    }
  }
}

function keptAnswer({ caller, idempotencyKey, requestHash }: CommandContext, answer: unknown): KeptAnswer {
  return { accountId: caller.accountId, key: idempotencyKey, requestHash, answer: JSON.stringify(storable(answer)) };
}
