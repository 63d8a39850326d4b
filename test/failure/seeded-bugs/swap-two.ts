import type { LogEvent } from '#messaging';
import { wrapProjection, type SeededBug } from './bug.js';

const EVERY = 5;

/** Some events are applied after the next one of their task. */
export const SWAP_TWO: SeededBug = {
  name: 'two events are swapped',
  foundBy: 'the cockpit counts the truth',
  install: (_app, runtimes) =>
    wrapProjection(runtimes, 'tasks', 'cockpit', (handle) => {
      const held = new Map<string, LogEvent>();
      let seen = 0;
      return {
        handle: async (batch, context) => {
          for (const event of batch) {
            const before = held.get(event.aggregateId);
            if (!before && event.type === 'tasks.progress-reported' && ++seen % EVERY === 0) {
              held.set(event.aggregateId, event);
              continue;
            }
            await handle([event], context);
            if (!before) continue;
            held.delete(event.aggregateId);
            await handle([before], context);
          }
        },
      };
    }),
};
