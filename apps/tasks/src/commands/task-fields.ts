import { AssignmentRole, DateOnly, Id, optionalText, TaskOrigin, text } from '#contracts';
import { z } from 'zod';
import type { NamedUnit } from '../domain/named-units.js';
import type { TaskCard } from '../domain/task.js';

export const TaskParams = z.object({ taskId: Id });
export const AssignmentParams = z.object({ taskId: Id, assignmentId: Id });

const Naming = {
  role: AssignmentRole,
  deadline: DateOnly.nullable().default(null).meta({ description: 'a deadline of its own; null: that of the task' }),
};

/** A unit or a group that shall carry a task. */
export const NamedUnitFields = z.union([
  z.strictObject({ unitId: Id, ...Naming }),
  z.strictObject({ groupId: Id, ...Naming }),
]);
type NamedUnitFields = z.infer<typeof NamedUnitFields>;

/** What the office writes down of a task. */
export const TaskFields = z.strictObject({
  no: text(20).meta({ description: 'number inside the plan, unique there' }),
  aspectNo: z.number().int().min(1).max(99),
  title: text(200),
  text: text(5_000),
  sourceSentence: optionalText(5_000).default(''),
  origin: TaskOrigin,
  deadline: DateOnly.nullable().default(null),
  units: z
    .array(NamedUnitFields)
    .max(200)
    .default([])
    .meta({ description: 'in the order of the paper: the first lead reports for all' }),
});

/** Units of a task in the plan's own wording are named by the plan; all others the office decided on. */
export function taskCardOf({ units, ...card }: z.infer<typeof TaskFields>): TaskCard {
  const origin = card.origin === 'PLAN_TEXT' ? 'PLAN' : 'OFFICE';
  return { ...card, namedUnits: namedUnitsOf(units, origin) };
}

export function namedUnitsOf(units: readonly NamedUnitFields[], origin: NamedUnit['origin']): NamedUnit[] {
  return units.map((unit) => ({ ...unit, origin }));
}
