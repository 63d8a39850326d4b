import type { Desk } from '../client/desk.js';
import type { People } from '../client/people.js';
import type { Mode, Product } from '../installation/product.js';
import type { Workbench } from '../installation/workbench.js';
import type { Random } from '../random.js';
import type { StageClock } from '../run/stage-clock.js';

/** What a fault may touch. */
export interface Stage {
  product: Product;
  bench: Workbench;
  people: People;
  desk: Desk;
  clock: StageClock;
}

/** A fault that is on. */
export interface Injected {
  /** Milliseconds for which it stays before it is healed. */
  lasts: number;
  /** Ends it and brings back whatever it has taken away. */
  heal(): Promise<void>;
  /** How one can see that it really happened; null when it did not take place, and must not be counted. */
  proof(): Promise<string | null>;
}

/** What a fault changes and counts on. Two that share a part do not come at once: one would end the other, or undo its proof. */
export type Part = 'clock' | 'PostgreSQL' | 'Kafka' | 'processes';

/** One way in which things go wrong. */
export interface FaultKind {
  name: string;
  /** How the product must run for it. */
  modes: readonly Mode[];
  takes: readonly Part[];
  /** Takes a minute to get over: only in the long form. */
  long?: true;
  /** Whether it can happen at this moment, where that is not always so. */
  applies?: (stage: Stage) => boolean;
  inject(stage: Stage, random: Random): Promise<Injected>;
}

/** Does the rest of what was begun; where that fails, the beginning is taken back. */
export async function orTakeBack<T>(takeBack: () => Promise<void>, rest: () => Promise<T>): Promise<T> {
  try {
    return await rest();
  } catch (error) {
    await takeBack();
    throw error;
  }
}

export const BOTH: readonly Mode[] = ['embedded', 'cluster'];
export const CLUSTER: readonly Mode[] = ['cluster'];
