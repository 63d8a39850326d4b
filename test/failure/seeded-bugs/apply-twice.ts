import type { LogEvent } from '#messaging';
import { wrapProjection, type SeededBug } from './bug.js';

/** What a unit signed for is applied once more, after what it has reported since. */
export const APPLY_TWICE: SeededBug = {
  name: 'an event is applied twice',
  foundBy: 'the cockpit counts the truth',
  install: (_app, runtimes) =>
    wrapProjection(runtimes, 'tasks', 'cockpit', (handle) => {
      const signed = new Map<string, LogEvent>();
      return {
        handle: async (batch, context) => {
          await handle(batch, context);
          for (const event of batch) {
            if (event.type === 'tasks.assignment-accepted') signed.set(event.aggregateId, event);
            const earlier = signed.get(event.aggregateId);
            if (event.type === 'tasks.progress-reported' && earlier) await handle([earlier], context);
          }
        },
      };
    }),
};
