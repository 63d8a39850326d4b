/** Milliseconds between two looks at an open hole, whose end wakes nobody when it is a rollback. */
const HOLE_PAUSE = { first: 2, longest: 100 } as const;

/** Milliseconds before the `times`-th attempt in a row (from 1): doubled from `first` up to `longest`. */
export function pauseAfter(first: number, times: number, longest: number): number {
  return Math.min(first * 2 ** Math.min(times - 1, 10), longest);
}

/**
 * Milliseconds to wait after the `looks`-th look in a row (from 1) that found the same hole open. To be slept through:
 * every commit of anybody would end it, and under load the hole would be looked at without a rest.
 */
export function holePause(looks: number): number {
  return pauseAfter(HOLE_PAUSE.first, looks, HOLE_PAUSE.longest);
}
