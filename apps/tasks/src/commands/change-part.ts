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
import { applyToPart, applyToTask } from '../domain/task-aggregate.js';
import {
  assignmentOf,
  type ActionContext,
  type AssignmentCommand,
  type NameOf,
  type Task,
  type TaskEvent,
} from '../domain/task.js';
import type { FoundPart, KeptAnswer, PartWrite } from '../persistence/part-statements.js';
import { Parts } from '../persistence/parts.js';
import { violates } from '../persistence/unique-violation.js';
import { WorkingCalendar } from '../persistence/working-calendar.js';
import { namingUnits, unitNames } from '../queries/unit-names.js';
import { assignmentReply, type AssignmentRecord } from './answers.js';
import { ChangeTask } from './change-task.js';
import { newTaskEvents } from './task-events.js';

interface PartUseCase<Body> {
  taskId: string;
  assignmentId: string;
  /** `nameOf`: for what a refusal says of units. */
  command: (nameOf: NameOf) => AssignmentCommand;
  /** Whether the task may end with it, and other parts be closed. */
  mayEndTask?: boolean;
  /** The answer, from what every change of a part answers. */
  answer: (record: Reply<AssignmentRecord>) => Reply<Body>;
}

/** How often a change that lost the race for the task's version is judged again. */
const ATTEMPTS = 20;

const LOCK_NOT_AVAILABLE = '55P03';

/** What a command makes of the part that was found. */
interface Made extends Pick<PartWrite, 'task' | 'assignment' | 'report'> {
  events: readonly TaskEvent[];
}

/**
 * What units do every day, and the office for each of them: two round trips, admission included, shared with whoever comes
 * at the same time, and no explicit transaction. What is read is judged, then written where the version still matches; a
 * change that loses the race reads again.
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
    private readonly changeTask: ChangeTask,
    @Inject(TASKS_CONFIG) private readonly config: TasksConfig,
  ) {}

  /**
   * Throws `DomainError`: what `Admission` refuses, `TASK.NOT_FOUND` for what the caller may not see, `VERSION.STALE`,
   * `TASK.BUSY`, and what the tables and guards refuse.
   */
  async run<Body>({ token, ...conditions }: ArrivingContext, useCase: PartUseCase<Body>): Promise<Reply<Body>> {
    const { accountId } = token;
    const { taskId, assignmentId, mayEndTask: whole = false } = useCase;
    const query = { taskId, assignmentId, accountId, whole };
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const found = await this.parts.find({ ...query, key: conditions.idempotencyKey });
      const account = found ? found.account : await this.directory.account(accountId);
      const context = { ...conditions, caller: this.admission.admit(token, account) };
      if (!found) throw taskNotFound();
      // Before it is judged: what the key has already done would be refused as done.
      if (found.kept) return this.idempotency.recall(found.kept, context).answer as Reply<Body>;
      const judged = await this.judge(useCase, context, found);
      if (!judged) return this.changeAll(useCase, context, found);
      const { write, answer } = judged;
      if (await this.isWritten(write, attempt)) return answer;
    }
    throw refuse('TASK.BUSY', 'Too many units wrote to this task at the same time. Send the request again.');
  }

  /** What to write and to answer; null where other parts change too. Throws `DomainError` for all that is refused. */
  private async judge<Body>(
    useCase: PartUseCase<Body>,
    context: CommandContext,
    found: FoundPart,
  ): Promise<{ write: PartWrite; answer: Reply<Body> } | null> {
    const { caller, now } = context;
    const { frame, plan } = found;
    const seen = { task: { ...frame, assignments: found.parts }, plan };
    const relations = await this.standing.toAssignment(this.database, caller, seen, useCase.assignmentId, now);
    requireVersion(context, frame.version);
    const { workingDays, lightBasis } = await this.calendar.at(this.database, found.stamp);
    const scene = { relations, plan, now, workingDays, limits: this.config.limits, newId };
    const made = await namingUnits(this.directory, (nameOf) => changeOf(found, useCase.command(nameOf), scene));
    if (!made) return null;
    const { task, assignment, report, events } = made;
    const answer = useCase.answer(assignmentReply(task, assignment));
    const write = {
      madeFrom: frame.version,
      task,
      assignment,
      report,
      changedAt: now,
      lightBasis,
      kept: keptAnswer(context, answer),
      events: newTaskEvents(frame, { task, events }, context),
    };
    return { write, answer };
  }

  /** In a transaction that holds the task, for the parts that it closes are written too. */
  private async changeAll<Body>(
    useCase: PartUseCase<Body>,
    context: CommandContext,
    { parts }: FoundPart,
  ): Promise<Reply<Body>> {
    const { taskId, assignmentId } = useCase;
    const unitIds = parts.map(({ unitId }) => unitId);
    return this.changeTask.run(context, taskId, {
      command: useCase.command(await unitNames(this.directory, unitIds)),
      answer: (task) => useCase.answer(assignmentReply(task, assignmentOf(task, assignmentId))),
    });
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

/** What the command makes of the part; null where it ends the task over parts that are still open. Throws `DomainError`. */
function changeOf(found: FoundPart, command: AssignmentCommand, scene: ActionContext): Made | null {
  return found.whole ? changeOfWhole(found.whole, command, scene) : changeOfPart(found, command, scene);
}

function changeOfPart({ frame, parts, assignment }: FoundPart, command: AssignmentCommand, scene: ActionContext): Made {
  const change = applyToPart({ ...frame, assignments: parts }, assignment, command, scene);
  return {
    task: { taskId: frame.taskId, version: frame.version + 1, phase: change.taskPhase, completedAt: null },
    assignment: change.assignment,
    report: command.action === 'REPORT' ? command.report : null,
    events: [change.event],
  };
}

function changeOfWhole(before: Task, command: AssignmentCommand, scene: ActionContext): Made | null {
  const { task, events } = applyToTask(before, command, scene);
  const [assignment, ...others] = task.assignments.filter((part) => !before.assignments.includes(part));
  return assignment && others.length === 0 ? { task, assignment, report: null, events } : null;
}
