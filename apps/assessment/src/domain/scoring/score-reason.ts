import { DateOnly, FactKind, Id } from '#contracts';
import { z } from 'zod';
import type { Fact } from './facts.js';

/** Why marks were taken: the fact, and the event that it was read from. */
export const ScoreReason = z
  .object({
    fact: FactKind,
    marks: z.number().int().meta({ description: 'negative: taken; 0: counted, but the cap was already reached' }),
    /** What the rule takes for this fact before the cap, as a positive number. */
    nominal: z.number().int(),
    taskId: Id,
    assignmentId: Id,
    eventId: Id.meta({ description: 'the event that caused it' }),
    on: DateOnly.meta({ description: 'the day it happened, or the last day that was missed' }),
  })
  .meta({ id: 'ScoreReason' });
export type ScoreReason = z.infer<typeof ScoreReason>;

/** The reason that `fact` takes `taken` of the `nominal` hundredths the rule names for it. */
export function reasonFor(fact: Fact, taken: number, nominal: number): ScoreReason {
  return {
    fact: fact.kind,
    marks: taken === 0 ? 0 : -taken, // never -0: JSON and a strict comparison would tell it from 0
    nominal,
    taskId: fact.taskId,
    assignmentId: fact.assignmentId,
    eventId: fact.eventId,
    on: fact.on,
  };
}
