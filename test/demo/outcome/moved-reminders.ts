import type { PublicApi } from '../../../apps/standalone/src/sample/public-api.js';
import { byTask, byUnit, shortName } from './names.js';

/** A reminder that the timetable plans. */
export interface Planned {
  assignmentId: string;
  rule: string;
  dueOn: string;
  taskNo: string;
  unitName: string;
}

/** Reminders of one rule for one task that moved from one day to another. */
export interface MovedReminders {
  rule: string;
  task: string;
  before: string;
  after: string;
  units: string[];
}

export function plannedReminders(coordinator: PublicApi): Promise<Planned[]> {
  return coordinator.list<Planned>('/api/notifications/timetable');
}

/** What stood on another day before, in the order of the plan. */
export function movedReminders(before: readonly Planned[], after: readonly Planned[]): MovedReminders[] {
  const dayBefore = new Map(before.map((row) => [keyOf(row), row.dueOn]));
  const moved = after.flatMap((row) => {
    const day = dayBefore.get(keyOf(row));
    return day !== undefined && day !== row.dueOn ? [{ row, before: day }] : [];
  });
  const groups = Map.groupBy(moved, ({ row, before: day }) => [row.taskNo, row.rule, day, row.dueOn].join());
  return [...groups.values()]
    .map((group) => {
      const [{ row, before: day }] = group as [(typeof group)[number]];
      const units = group.map(({ row: { unitName } }) => shortName(unitName)).toSorted(byUnit);
      return { rule: row.rule, task: row.taskNo, before: day, after: row.dueOn, units };
    })
    .toSorted((a, b) => byTask(a.task, b.task));
}

function keyOf({ assignmentId, rule }: Planned): string {
  return `${assignmentId} ${rule}`;
}
