import { setTimeout as pause } from 'node:timers/promises';

/**
 * Least milliseconds from the beginning of one round to the beginning of the next. Below some 250 commits a second nobody
 * waits for it; above, each round takes what has gathered, for a round costs nearly the same with one event as with ten.
 */
const INTERVAL = 4;

/** Keeps rounds that are woken by commits from chasing single events. */
export class Pace {
  private begunAt = -Infinity;

  /** Resolves when the next round may begin; at once after a longer silence. */
  async next(): Promise<void> {
    const wait = this.begunAt + INTERVAL - performance.now();
    if (wait > 0) await pause(wait);
    this.begunAt = performance.now();
  }
}
