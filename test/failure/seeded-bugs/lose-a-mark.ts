import { setTimeout as pause } from 'node:timers/promises';
import type { LogEvent, ProjectionContext } from '#messaging';
import { wrapProjection, type Runner, type SeededBug } from './bug.js';

const UNLUCKY_BATCH = 20;
const WAIT_MS = 8_000;
const NEXT_IN_SLOT = `SELECT position, id, type FROM tasks.event_log WHERE slot = $1 AND position > $2 ORDER BY position LIMIT 1`;

interface Place {
  position: number;
  id: string;
}

/** A mark gets lost and is set to where the log's slot ends by then, past an event whose effects were never written. */
export const LOSE_A_MARK: SeededBug = {
  name: 'a mark is lost',
  foundBy: 'facts for scoring are what happened',
  install: (_app, runtimes) =>
    wrapProjection(runtimes, 'assessment', 'facts', (handle) => {
      const instead = new Map<number, Place>();
      let batches = 0;
      return {
        handle: async (batch, context) => {
          const last = batch.at(-1);
          if (++batches >= UNLUCKY_BATCH && instead.size === 0 && last) {
            const place = await laterPlace(last, context);
            if (place) instead.set(last.slot, place);
          }
          return handle(batch, context);
        },
        runner: (runner) => moveInstead(runner, instead),
      };
    }),
};

/** The next fact of the slot, once it is there. */
async function laterPlace({ slot, position }: LogEvent, context: ProjectionContext): Promise<Place | undefined> {
  for (const deadline = Date.now() + WAIT_MS; Date.now() < deadline;) {
    const { rows } = await context.query<Place & { type: string }>(NEXT_IN_SLOT, [slot, position]);
    const [next] = rows;
    if (next && next.type !== 'tasks.progress-reported') return next;
    if (next) return undefined; // no fact: nothing would be missing
    await pause(20);
  }
  return undefined;
}

function moveInstead(runner: Runner, instead: Map<number, Place>): void {
  const { marks } = runner.parts;
  const move = marks.move.bind(marks);
  let done = false;
  marks.move = (tx, generation, moved, options) => {
    const changed = moved.map((mark) => {
      const place = done ? undefined : instead.get(mark.slot);
      if (!place) return mark;
      done = true;
      return { ...mark, position: place.position, eventId: place.id };
    });
    return move(tx, generation, changed, options);
  };
}
