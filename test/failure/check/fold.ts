import type { Acknowledged, KnownTask } from '../ledger/entries.js';
import { endsTask, EVENT_OF, OPEN_PHASES, PART_STEPS, PLAN_STEPS, versionOf } from './steps.js';
import type { TruePart, TrueTask, Truth, TruthInput } from './truth.js';
import { dayOf } from './working-days.js';

interface NamedUnit {
  unitId?: string;
  groupId?: string;
  role: string;
  deadline?: string | null;
}

interface TaskBody {
  no: string;
  deadline: string | null;
  units: readonly NamedUnit[];
}

const SIGN_WITHIN_WORKING_DAYS = 2;

/** A part as nobody has touched it. */
function newPart() {
  return {
    phase: 'ASSIGNED',
    progress: 0,
    returns: 0,
    reports: [],
    happened: [],
    states: [],
    acceptedAt: null,
    submittedAt: null,
    completedAt: null,
  };
}

export function truthOf(input: TruthInput): Truth {
  const truth: Truth = { tasks: new Map(), parts: new Map(), plans: new Map(), events: [], wrong: [] };
  new Fold(truth, input).run();
  return truth;
}

/** Lives through the acknowledged commands in the order of the versions that they were answered with. */
class Fold {
  constructor(
    private readonly truth: Truth,
    private readonly input: TruthInput,
  ) {}

  run(): void {
    const acknowledged = this.input.entries.filter((entry) => entry.kind === 'acknowledged');
    for (const { command } of acknowledged.filter((entry) => entry.command.forbidden)) {
      this.truth.wrong.push(
        `${command.username} may not ${command.action} ${command.path}, and it was done (key ${command.key})`,
      );
    }
    this.foldPlans(acknowledged);
    const byTask = Map.groupBy(acknowledged, ({ command }) => command.taskId ?? '');
    for (const task of this.truth.tasks.values()) {
      const commands = (byTask.get(task.taskId) ?? []).toSorted((a, b) => versionOf(a) - versionOf(b));
      for (const command of commands) this.foldTask(task, command);
    }
  }

  private foldPlans(acknowledged: readonly Acknowledged[]): void {
    const read = new Map<string, KnownTask>();
    for (const entry of this.input.entries) {
      if (entry.kind === 'read') for (const task of entry.tasks) read.set(`${task.planId} ${task.no}`, task);
    }
    for (const entry of acknowledged) {
      const planId = String(entry.answer.planId);
      const step = PLAN_STEPS[entry.command.action];
      if (!step) continue;
      const version = versionOf(entry);
      this.expect(entry, planId, version, step.type);
      const plan = this.truth.plans.get(planId);
      if (!plan || plan.version < version) this.truth.plans.set(planId, { planId, version, phase: step.phase });
    }
    for (const entry of acknowledged.filter(({ command }) => command.action === 'register-plan')) {
      const approval = acknowledged.find(
        ({ command, answer }) => command.action === 'approve-issue' && answer.planId === entry.answer.planId,
      );
      for (const body of (entry.command.body?.tasks ?? []) as TaskBody[]) {
        const ids = read.get(`${String(entry.answer.planId)} ${body.no}`);
        if (ids) this.openTask(entry, approval, body, ids); // else never issued, or not read yet: nobody can have worked on it
      }
    }
  }

  private openTask(
    registration: Acknowledged,
    approval: Acknowledged | undefined,
    body: TaskBody,
    ids: KnownTask,
  ): void {
    const reporter = body.units.find(({ role, unitId }) => role === 'LEAD' && unitId);
    const task: TrueTask = {
      taskId: ids.taskId,
      planId: ids.planId,
      no: body.no,
      version: 1,
      ended: false,
      deadline: body.deadline,
      reporterUnitId: null,
      deadlineChanges: [],
      parts: [],
    };
    this.truth.tasks.set(task.taskId, task);
    this.expect(registration, task.taskId, 1, 'tasks.task-registered');
    if (!approval || body.units.length === 0) return;
    task.version = 2;
    task.reporterUnitId = reporter?.unitId ?? null;
    this.expect(approval, task.taskId, 2, 'tasks.task-assigned');
    this.addParts(task, body.units, ids.parts, 2);
  }

  private addParts(
    task: TrueTask,
    named: readonly NamedUnit[],
    ids: readonly { assignmentId: string; unitId: string }[],
    version: number,
  ): void {
    const at = this.at(task.taskId, version);
    for (const { unitId, role, deadline } of this.expanded(named)) {
      if (task.parts.some((part) => part.unitId === unitId)) continue;
      const assignmentId = ids.find((part) => part.unitId === unitId)?.assignmentId;
      if (!assignmentId) {
        this.truth.wrong.push(`task ${task.taskId} was given to ${unitId}, which has no part of it`);
        continue;
      }
      const part: TruePart = {
        ...newPart(),
        assignmentId,
        taskId: task.taskId,
        planId: task.planId,
        unitId,
        role,
        assignedAt: at,
        deadline: deadline ?? task.deadline,
        ownDeadline: deadline !== null && deadline !== undefined,
        signDueOn: this.input.calendar.after(dayOf(at), SIGN_WITHIN_WORKING_DAYS),
      };
      task.parts.push(part);
      this.truth.parts.set(assignmentId, part);
      this.happens(part, 'ASSIGNED', version, at);
    }
  }

  private expanded(named: readonly NamedUnit[]): { unitId: string; role: string; deadline?: string | null }[] {
    return named.flatMap(({ unitId, groupId, role, deadline }) =>
      unitId
        ? [{ unitId, role, deadline }]
        : this.input.membersOf(groupId ?? '').map((id) => ({ unitId: id, role, deadline })),
    );
  }

  private foldTask(task: TrueTask, entry: Acknowledged): void {
    const { action, body = {}, assignmentId } = entry.command;
    const answered = versionOf(entry);
    const type = EVENT_OF[action];
    if (!type) return;
    const version = action === 'complete' && endsTask(entry) ? answered - 1 : answered;
    this.expect(entry, task.taskId, version, type);
    task.version = answered;
    const at = this.at(task.taskId, version);
    if (action === 'assign') {
      const ids = entry.answer.assignments as { assignmentId: string; unitId: string }[];
      this.addParts(task, body.units as NamedUnit[], ids, version);
    } else if (action === 'set-deadline') this.moveDeadline(task, body, version, at);
    else this.foldPart(task, assignmentId ?? '', entry, version, at);
  }

  private moveDeadline(task: TrueTask, body: Readonly<Record<string, unknown>>, version: number, at: string): void {
    const deadline = String(body.deadline);
    const unitId = (body.unitId ?? null) as string | null;
    task.deadlineChanges.push({ version, unitId, deadline });
    if (unitId === null) task.deadline = deadline;
    for (const part of task.parts) {
      const open = OPEN_PHASES.includes(part.phase);
      if (unitId === part.unitId) Object.assign(part, { deadline, ownDeadline: true });
      else if (unitId === null && open && !part.ownDeadline) part.deadline = deadline;
      this.happens(part, 'DEADLINE_MOVED', version, at);
    }
  }

  private foldPart(task: TrueTask, assignmentId: string, entry: Acknowledged, version: number, at: string): void {
    const part = task.parts.find((candidate) => candidate.assignmentId === assignmentId);
    const { action, key, body = {} } = entry.command;
    const step = PART_STEPS[action];
    if (!part || !step)
      return void this.truth.wrong.push(`${action} of a part ${assignmentId} that nobody was given (key ${key})`);
    if (!step.from.includes(part.phase)) {
      this.truth.wrong.push(
        `${action} of part ${assignmentId} was acknowledged while it stood at ${part.phase} (key ${key})`,
      );
    }
    const kind = step.apply(part, { body, version, at });
    this.happens(part, kind, version, at);
    this.compareWithAnswer(part, entry);
    if (action === 'complete') this.endTask(task, part, entry, version, at);
  }

  private compareWithAnswer(part: TruePart, { command, answer }: Acknowledged): void {
    const told = answer.assignment as { phase: string; progress: number; returns: number } | undefined;
    if (told?.phase === part.phase && told.progress === part.progress && told.returns === part.returns) return;
    const found = `${told?.phase} at ${told?.progress} % with ${told?.returns} returns`;
    this.truth.wrong.push(
      `${command.action} of part ${part.assignmentId} was answered with ${found}; it must be ${part.phase} at ${part.progress} % with ${part.returns} (key ${command.key})`,
    );
  }

  private endTask(task: TrueTask, part: TruePart, entry: Acknowledged, version: number, at: string): void {
    const { reporterUnitId, parts } = task;
    const ends =
      reporterUnitId === null ? parts.every(({ phase }) => phase === 'COMPLETED') : part.unitId === reporterUnitId;
    if (ends !== endsTask(entry)) {
      this.truth.wrong.push(
        `task ${task.taskId} was answered to ${ends ? 'go on' : 'end'} with key ${entry.command.key}`,
      );
    }
    if (!ends) return;
    task.ended = true;
    this.expect(entry, task.taskId, version + 1, 'tasks.task-completed');
    for (const other of parts.filter(({ phase }) => OPEN_PHASES.includes(phase))) {
      other.phase = 'CLOSED';
      this.happens(other, 'CLOSED', version + 1, at);
    }
  }

  private happens(part: TruePart, kind: string, version: number, at: string): void {
    const { phase, deadline } = part;
    if (kind !== '') part.happened.push({ kind, version, at, deadline });
    part.states.push({ at, version, phase, deadline });
  }

  private expect({ command }: Acknowledged, aggregateId: string, version: number, type: string): void {
    const because = `${command.action} by ${command.username} (key ${command.key})`;
    this.truth.events.push({ aggregateId, version, type, actor: command.accountId, trace: command.trace, because });
  }

  /** Where the event is missing that is told elsewhere; the rest is then worked out from the beginning of time. */
  private at(aggregateId: string, version: number): string {
    return this.input.occurredAt(aggregateId, version) ?? '1970-01-01T00:00:00.000Z';
  }
}
