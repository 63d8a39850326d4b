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

/** A row of the product's ledger of tasks: one unit's part; a task that nobody carries has one row without a unit. */
export interface LedgerRow {
  taskId: string;
  planId: string;
  no: string;
  reporterUnitId: string | null;
  assignmentId: string | null;
  unitId: string | null;
  role: string | null;
  phase: string | null;
  progress: number | null;
  deadline: string | null;
}

export interface BoardTask {
  taskId: string;
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
  put(rows: readonly LedgerRow[]): void {
    const [first] = rows;
    if (!first) return;
    const { taskId, reporterUnitId } = first;
    this.byId.set(taskId, { taskId, reporterUnitId, ended: false, parts: [] });
    this.noteParts(
      taskId,
      rows.filter(({ assignmentId }) => assignmentId !== null),
    );
  }

  /** Notes what a command answered: one part, or the whole task. */
  note(answer: Readonly<Record<string, unknown>>): void {
    const task = this.byId.get(String(answer.taskId));
    if (!task) return;
    if (answer.assignment) this.noteParts(task.taskId, [answer.assignment]);
    if (answer.assignments) this.noteParts(task.taskId, answer.assignments);
    if ('reporterUnitId' in answer) task.reporterUnitId = answer.reporterUnitId as string | null;
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
