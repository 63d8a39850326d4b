import type { KnownTask } from '../ledger/entries.js';

/** Where a part stands, as the last answer about it said. */
export interface BoardPart {
  taskId: string;
  assignmentId: string;
  unitId: string;
  role: string;
  phase: string;
  progress: number;
  deadline: string | null;
}

export interface BoardTask {
  taskId: string;
  planId: string;
  deadline: string | null;
  reporterUnitId: string | null;
  ended: boolean;
  parts: BoardPart[];
}

const ENDED = new Set(['COMPLETED', 'CLOSED']);

/** What the people in this suite believe about their tasks. It may be out of date, as theirs is: then they are refused. */
export class Board {
  private readonly byId = new Map<string, BoardTask>();

  get tasks(): BoardTask[] {
    return [...this.byId.values()];
  }

  get openParts(): BoardPart[] {
    return this.tasks.filter(({ ended }) => !ended).flatMap(({ parts }) => parts.filter(isOpen));
  }

  task(taskId: string): BoardTask | undefined {
    return this.byId.get(taskId);
  }

  /** Nobody remembers anything. */
  clear(): void {
    this.byId.clear();
  }

  /** Notes a task that was read for the first time. */
  put({ taskId, planId, parts }: KnownTask, view: Readonly<Record<string, unknown>>): void {
    const deadline = (view.deadline ?? null) as string | null;
    const reporterUnitId = (view.reporterUnitId ?? null) as string | null;
    const shown = { phase: 'ASSIGNED', progress: 0, deadline };
    const all = parts.map((part) => ({ ...shown, ...part, taskId }));
    this.byId.set(taskId, { taskId, planId, deadline, reporterUnitId, ended: false, parts: all });
    this.noteParts(taskId, view.assignments);
  }

  /** Notes what a command answered: one part, or the whole task. */
  note(answer: Readonly<Record<string, unknown>>): void {
    const task = this.byId.get(String(answer.taskId));
    if (!task) return;
    if (answer.assignment) this.noteParts(task.taskId, [answer.assignment]);
    if (answer.assignments) this.noteParts(task.taskId, answer.assignments);
    if ('reporterUnitId' in answer) task.reporterUnitId = answer.reporterUnitId as string | null;
    if ('deadline' in answer) task.deadline = answer.deadline as string | null;
    if (answer.taskPhase === 'COMPLETED' || answer.phase === 'COMPLETED') task.ended = true;
  }

  private noteParts(taskId: string, states: unknown): void {
    const task = this.byId.get(taskId);
    for (const state of (states ?? []) as Omit<BoardPart, 'taskId'>[]) {
      const { assignmentId, unitId, role, phase, progress, deadline } = state;
      const known = task?.parts.find((part) => part.assignmentId === assignmentId);
      if (known) Object.assign(known, { phase, progress, deadline });
      else task?.parts.push({ taskId, assignmentId, unitId, role, phase, progress, deadline });
    }
  }
}

export function isOpen({ phase }: Pick<BoardPart, 'phase'>): boolean {
  return !ENDED.has(phase);
}
