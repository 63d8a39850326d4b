import type { LogEvent } from '../log-event.js';
import { markAt, type Mark } from '../marks/mark.js';
import { verdict } from '../marks/verdict.js';
import type { SetAside, ToPark } from '../parking/parked-events.js';
import { present } from '../present.js';

/** Why a batch cannot be applied now: the first event that is neither seen nor next. Nothing before it is applied either. */
export interface Obstacle {
  kind: 'other-epoch' | 'gap' | 'restored';
  event: LogEvent;
  /** Its slot's mark as it is locked: what is healed begins there, not behind an earlier event of the same batch. */
  mark: Mark;
  /** What it was judged against: that mark, or where an earlier event of the batch would have moved it. */
  met: Mark;
}

/** What a transaction will do with the events of a batch. */
export interface Sorted {
  kind: 'sorted';
  toHandle: LogEvent[];
  toPark: ToPark[];
  /** Events of other types, or skipped by an operator: only their marks move. */
  ignored: number;
  /** The marks that move, where they move to. */
  moved: Mark[];
}

export interface SortingRules {
  types: ReadonlySet<string>;
  setAside: SetAside;
  /** The event to park instead of handling it, and why. */
  park?: { eventId: string; error: string };
}

/** Judges a batch, in its order, against the locked marks of its slots. */
export function sortOut(events: readonly LogEvent[], marks: readonly Mark[], rules: SortingRules): Sorted | Obstacle {
  const locked = new Map(marks.map((mark) => [mark.slot, mark]));
  const moved = new Map<number, Mark>();
  const sorted: Sorted = { kind: 'sorted', toHandle: [], toPark: [], ignored: 0, moved: [] };
  const parkedKeys = new Set(rules.setAside.keys);
  for (const event of events) {
    const mark = present(locked.get(event.slot), `mark of slot ${event.slot}`);
    const met = moved.get(event.slot) ?? mark;
    const judged = verdict(event, met);
    if (judged === 'seen') continue;
    if (judged !== 'next') return { kind: judged, event, mark, met };
    place(event, sorted, parkedKeys, rules);
    moved.set(event.slot, markAt(event));
  }
  return { ...sorted, moved: [...moved.values()] };
}

/** Events of other types of a parked key need no parking: they have no effect that could overtake another. */
function place(
  event: LogEvent,
  sorted: Sorted,
  parkedKeys: Set<string>,
  { types, setAside, park }: SortingRules,
): void {
  if (!types.has(event.type)) sorted.ignored++;
  else if (parkedKeys.has(event.aggregateId)) sorted.toPark.push({ event, error: null });
  else if (setAside.skipped.has(event.id)) sorted.ignored++;
  else if (park?.eventId === event.id) {
    sorted.toPark.push({ event, error: park.error });
    parkedKeys.add(event.aggregateId);
  } else sorted.toHandle.push(event);
}
