import { Inject, Injectable } from '@nestjs/common';
import { newId } from '#kernel';
import {
  Admission,
  Database,
  Directory,
  Idempotency,
  requireVersion,
  storable,
  type ArrivingContext,
  type CommandContext,
  type Reply,
} from '#platform';
import { Standing } from '../access/standing.js';
import { TASKS_CONFIG, type TasksConfig } from '../config.js';
import { refuse, taskNotFound } from '../domain/errors.js';
import { applyToPart } from '../domain/task-aggregate.js';
import type { AssignmentCommand } from '../domain/task.js';
import type { FoundPart, KeptAnswer, PartWrite } from '../persistence/part-statements.js';
import { Parts } from '../persistence/parts.js';
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

const LOCK_NOT_AVAILABLE = '55P03';

/**
 * The hottest commands: two round trips, admission included, shared with whoever comes at the same time, and no explicit
 * transaction. What is read is judged, then written where the version still matches; a change that loses the race reads
 * again.
 */
@Injectable()
export class ChangePart {
  constructor(
    private readonly database: Database,
    private readonly parts: Parts,
    private readonly directory: Directory,
    private readonly admission: Admission,
    private readonly idempotency: Idempotency,
    private readonly standing: Standing,
    private readonly calendar: WorkingCalendar,
    @Inject(TASKS_CONFIG) private readonly config: TasksConfig,
  ) {}

  /**
   * Throws `DomainError`: what `Admission` refuses, `TASK.NOT_FOUND` for what the caller may not see, `VERSION.STALE`,
   * `TASK.BUSY`, and what the tables and guards refuse.
   */
  async run<Body>({ token, ...conditions }: ArrivingContext, useCase: PartUseCase<Body>): Promise<Reply<Body>> {
    const { accountId } = token;
    const query = { taskId: useCase.taskId, assignmentId: useCase.command.assignmentId, accountId };
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const found = await this.parts.find({ ...query, key: conditions.idempotencyKey });
      const account = found ? found.account : await this.directory.account(accountId);
      const context = { ...conditions, caller: this.admission.admit(token, account) };
      if (!found) throw taskNotFound();
      // Before it is judged: what the key has already done would be refused as done.
      if (found.kept) return this.idempotency.recall(found.kept, context).answer as Reply<Body>;
      const { write, answer } = await this.judge(useCase, context, found);
      if (await this.isWritten(write, attempt)) return answer;
    }
    throw refuse('TASK.BUSY', 'Too many units wrote to this task at the same time. Send the request again.');
  }

  /** What to write and to answer. Throws `DomainError` for all that is refused. */
  private async judge<Body>(
    { command, answer: answerOf }: PartUseCase<Body>,
    context: CommandContext,
    found: FoundPart,
  ): Promise<{ write: PartWrite; answer: Reply<Body> }> {
    const { caller, now } = context;
    const { plan } = found;
    const before = { ...found.frame, assignments: found.parts };
    const seen = { task: before, plan };
    const relations = await this.standing.toAssignment(this.database, caller, seen, command.assignmentId, now);
    requireVersion(context, before.version);
    const { workingDays, lightBasis } = await this.calendar.at(this.database, found.stamp);
    const scene = { relations, plan, now, workingDays, limits: this.config.limits, newId };
    const { assignment, taskPhase, event } = applyToPart(before, found.assignment, command, scene);
    const task = { taskId: before.taskId, version: before.version + 1, phase: taskPhase };
    const answer = answerOf(assignmentReply(task, assignment));
    const write = {
      task,
      assignment,
      report: command.action === 'REPORT' ? command.report : null,
      changedAt: now,
      lightBasis,
      kept: keptAnswer(context, answer),
      events: newTaskEvents(before, { task, events: [event] }, context),
    };
    return { write, answer };
  }

  /** False when another write came between reading and writing, or the same idempotency key was used meanwhile. */
  private async isWritten(write: PartWrite, attempt: number): Promise<boolean> {
    try {
      // Who came too late or to a held task waits for his turn alone, not in front of all others.
      return await (attempt === 1 ? this.parts.writeIfFree(write) : this.parts.write(write));
    } catch (error) {
      // The next attempt finds the key and answers what was answered to it.
      if (violates(error, 'PK_idempotency_key')) return false;
      // Another request of his is claiming the key: the next attempt waits for it.
      if ((error as { code?: string }).code === LOCK_NOT_AVAILABLE) return false;
      throw error;
    }
  }
}

function keptAnswer({ caller, idempotencyKey, requestHash }: CommandContext, answer: unknown): KeptAnswer {
  return { accountId: caller.accountId, key: idempotencyKey, requestHash, answer: storable(answer) };
}
