import type { LocalDate } from '#kernel';
import type { Queryable } from '#messaging';
import { insertRows, type Columns } from './columns.js';

const DEADLINE_CHANGE_COLUMNS = {
  taskId: 'uuid',
  taskVersion: 'integer',
  unitId: 'uuid',
  previousDeadline: 'date',
  deadline: 'date',
  reason: 'text',
  changedAt: 'timestamptz',
  changedBy: 'uuid',
} as const satisfies Columns;

export interface DeadlineChange {
  taskId: string;
  taskVersion: number;
  unitId: string | null;
  previousDeadline: LocalDate | null;
  deadline: LocalDate;
  reason: string;
  changedAt: Date;
  changedBy: string;
}

/** Keeps deadlines that were set or moved, with those before them. */
export async function keepDeadlineChanges(tx: Queryable, changes: readonly DeadlineChange[]): Promise<void> {
  if (changes.length > 0) await tx.query(insertRows('deadline_change', DEADLINE_CHANGE_COLUMNS, changes));
}
