import type { MeasurePhase } from '#contracts';
import type { Transition } from './transition.js';

export type MeasureAction = 'ADOPT_MEASURE' | 'COMPLETE_MEASURE';

/** The life of a measure of a unit's own plan: kept when the plan is accepted, done when the unit says so. */
export const MEASURE_TRANSITIONS = [
  { from: ['NONE'], action: 'ADOPT_MEASURE', to: 'OPEN', who: ['SYSTEM'], guards: [], event: 'tasks.measure-adopted' },
  {
    from: ['OPEN'],
    action: 'COMPLETE_MEASURE',
    to: 'DONE',
    who: ['OWN_LIAISON'],
    guards: [],
    event: 'tasks.measure-done',
  },
] as const satisfies readonly Transition<MeasurePhase, MeasureAction, never>[];
