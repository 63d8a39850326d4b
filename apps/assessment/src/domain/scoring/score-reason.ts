import type { FactKind } from '#contracts';
import type { LocalDate } from '#kernel';
import type { Fact } from './facts.js';

/** Why marks were taken: the fact, and the event that it was read from. */
export interface ScoreReason {
  fact: FactKind;
  /** Negative: taken; 0: counted, but the cap was already reached. */
  marks: number;
  /** What the rule takes for this fact before the cap, as a positive number. */
  nominal: number;
  taskId: string;
  assignmentId: string;
  eventId: string;
  /** The day it happened, or the last day that was missed. */
  on: LocalDate;
}

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
