import { machineLoad, type MachineLoad } from './machine-load.js';

/**
 * Least milliseconds from the beginning of one round to the beginning of the next. Below some 250 commits a second nobody
 * waits for it; above, each round takes what has gathered, for a round costs nearly the same with one event as with ten.
 */
const LEAST_INTERVAL = 4;
/**
 * On a full machine rounds rest twice as long as they worked: what they leave to the writers comes back as larger batches.
 * While there is time to spare, nobody gains by waiting.
 */
const REST = 2;
const LONGEST_INTERVAL = 50;
/** From which share of the processors' time it counts as filling up, and from which as full. */
const FILLING = 0.4;
const FULL = 0.95;

/** Keeps rounds that are woken by commits from chasing single events. */
export class Pace {
  private begunAt = -Infinity;
  private interval = LEAST_INTERVAL;

  constructor(private readonly machine: Pick<MachineLoad, 'busy'> = machineLoad) {}

  /** Resolves when the next round may begin; at once after a longer silence. */
  async next(): Promise<void> {
    const wait = this.begunAt + this.interval - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    this.begunAt = performance.now();
  }

  /** Call when the round's work is done, before it sleeps. `more`: enough waits already, the next round begins at once. */
  worked({ more }: { more: boolean }): void {
    const worked = performance.now() - this.begunAt;
    this.interval = more ? 0 : Math.min(Math.max(LEAST_INTERVAL, worked * (1 + this.rest())), LONGEST_INTERVAL);
  }

  private rest(): number {
    return REST * Math.min(Math.max((this.machine.busy() - FILLING) / (FULL - FILLING), 0), 1);
  }
}
