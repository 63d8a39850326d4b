import type { MeasureState } from '#contracts';
import { MEASURE_TRANSITIONS } from './measure.transitions.js';
import type { TaskEvent } from './task.js';
import { BY_SYSTEM, type Relation } from './tasks.policy.js';
import { transitionFor } from './transition.js';

/** A measure of a unit's own plan: an aggregate of its own, so that it never waits for its task or moves its version. */
export interface Measure extends MeasureState {
  version: number;
}

export interface MeasureChanged {
  measure: Measure;
  event: TaskEvent;
}

/** That measures are kept follows from the acceptance of the plan. */
export function adoptMeasure(fields: Omit<Measure, 'version' | 'phase' | 'doneAt'>): MeasureChanged {
  const row = transitionFor('MEASURE', MEASURE_TRANSITIONS, 'NONE', 'ADOPT_MEASURE', BY_SYSTEM);
  const measure: Measure = { ...fields, phase: row.to, doneAt: null, version: 1 };
  return { measure, event: { type: row.event, data: { measure } } };
}

/** Throws `DomainError` where the table refuses. */
export function completeMeasure(before: Measure, relations: ReadonlySet<Relation>, now: Date): MeasureChanged {
  const row = transitionFor('MEASURE', MEASURE_TRANSITIONS, before.phase, 'COMPLETE_MEASURE', relations);
  const measure: Measure = { ...before, phase: row.to, doneAt: now.toISOString(), version: before.version + 1 };
  return { measure, event: { type: row.event, data: { measure } } };
}
