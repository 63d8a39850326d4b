import { SAMPLE_TASKS } from '../../../apps/standalone/src/sample/plan.js';
import { SAMPLE_UNITS } from '../../../apps/standalone/src/sample/units.js';

const shortNameOf = new Map(SAMPLE_UNITS.map(({ name, aliases }) => [name, aliases[0] ?? name]));
const unitOrder = [...shortNameOf.values()];
const taskOrder = SAMPLE_TASKS.map(({ no }) => no);

/** 规范简称 of a unit of the sample. */
export function shortName(name: string): string {
  return shortNameOf.get(name) ?? name;
}

/** Compares short names of units in the order of the sample. */
export function byUnit(a: string, b: string): number {
  return unitOrder.indexOf(a) - unitOrder.indexOf(b);
}

/** Compares numbers of tasks in the order of the plan. */
export function byTask(a: string, b: string): number {
  return taskOrder.indexOf(a) - taskOrder.indexOf(b);
}
