import { wrapProjection, type SeededBug } from './bug.js';

const UNLUCKY = 25;

/** One event in 25 never reaches its handler: a single one may be what another bug let happen, which nobody misses. */
export const DROP_AN_EVENT: SeededBug = {
  name: 'an event is dropped',
  foundBy: 'facts for scoring are what happened',
  install: (_app, runtimes) =>
    wrapProjection(runtimes, 'assessment', 'facts', (handle) => {
      let seen = 0;
      return {
        handle: (batch, context) => {
          const kept = batch.filter(({ type }) => type === 'tasks.plan-issued' || ++seen % UNLUCKY !== 0);
          return kept.length > 0 ? handle(kept, context) : undefined;
        },
      };
    }),
};
