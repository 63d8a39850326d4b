import type { LogEvent } from '#messaging';
import { wrapProjection, type SeededBug } from './bug.js';

/** A report is applied after what happened to its part next. */
export const SWAP_TWO: SeededBug = {
  name: 'two events are swapped',
  foundBy: 'the cockpit counts the truth',
  install: (_app, runtimes) =>
    wrapProjection(runtimes, 'tasks', 'cockpit', (handle) => {
      const held = new Map<string, LogEvent>();
      return {
        handle: async (batch, context) => {
          for (const event of batch) {
            const part = partOf(event);
            const before = held.get(part);
            held.delete(part);
            if (!before && event.type === 'tasks.progress-reported') held.set(part, event);
            else await handle(before ? [event, before] : [event], context);
          }
        },
      };
    }),
};

/** Id of the part that the event is about; of the task, where it is about all of it. */
function partOf({ aggregateId, data }: LogEvent): string {
  return (data as { assignment?: { assignmentId: string } }).assignment?.assignmentId ?? aggregateId;
}
