import type { Generation } from '../generations/generations.js';
import type { EventLogReader, SlotMark, SlotState } from '../log/event-log-reader.js';
import { sameMark, type Mark } from '../marks/mark.js';
import { present } from '../present.js';
import type { ProjectionParts } from '../projection/projection-parts.js';

/** A mark that the source's log no longer knows: it was put back to an earlier state, or cut above the mark. */
export interface LostMark {
  mark: Mark;
  why: string;
}

/** What the source's log says about marks. */
export interface Comparison {
  lost: LostMark | undefined;
  /** Marks of slots whose log goes on after them, up to the relay's cursor. */
  behind: Mark[];
}

export function placeOf({ slot, position, eventId }: Mark): SlotMark {
  return { slot, position, id: eventId };
}

/** Each mark with what the log says about it. */
export async function compareMarks(
  log: Pick<EventLogReader, 'compare'>,
  marks: readonly Mark[],
): Promise<{ mark: Mark; state: SlotState }[]> {
  const states = new Map((await log.compare(marks.map(placeOf))).map((state) => [state.slot, state]));
  return marks.map((mark) => ({ mark, state: present(states.get(mark.slot), `slot ${mark.slot} of the comparison`) }));
}

/** Compares marks of one generation with the source's log. */
export class LogCheck {
  constructor(private readonly parts: ProjectionParts) {}

  /** All marks of a generation, or the one of `slot`; undefined when the generation is gone meanwhile. */
  async compare({ generation }: Generation, slot?: number): Promise<Comparison | undefined> {
    const { log, marks: store, database } = this.parts;
    const marks = (await store.read(database, generation)).filter((mark) => slot === undefined || mark.slot === slot);
    const compared = await compareMarks(log, marks);
    const epoch = compared[0]?.state.epoch;
    if (epoch === undefined) return undefined;
    let lost: LostMark | undefined;
    for (const { mark, state } of compared) {
      const why = this.whyLost(mark, state);
      if (why && !(await this.hasMoved(generation, mark))) lost ??= { mark, why };
    }
    if (marks.some((mark) => mark.position === 0 && mark.epoch !== epoch)) {
      await store.adoptEpoch(database, generation, epoch);
    }
    const behind = compared.filter(({ mark, state }) => state.last > mark.position).map(({ mark }) => mark);
    return { lost, behind };
  }

  /** A failed check counts only when the mark is still where it was when the log was asked. */
  async hasMoved(generation: number, mark: Mark): Promise<boolean> {
    const now = await this.parts.marks.readOne(this.parts.database, generation, mark.slot);
    return !now || !sameMark(now, mark);
  }

  whyLost(mark: Mark, state: Pick<SlotState, 'epoch' | 'holdsMark'>): string | undefined {
    const at = `position ${mark.position} (event ${mark.eventId}) of slot ${mark.slot}`;
    if (!state.holdsMark) return `the log no longer holds ${at}`;
    if (mark.position > 0 && mark.epoch !== state.epoch) return `the log has a new epoch since ${at} was applied`;
    return undefined;
  }
}
