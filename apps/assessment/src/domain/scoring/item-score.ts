import type { ItemResult, ScoreReason } from '#contracts';
import type { Fact } from './facts.js';

/** What a rule says about one item of one unit; number and full marks are the item's. */
export type ItemScore = Pick<ItemResult, 'applicable' | 'proportion' | 'reasons'>;

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
