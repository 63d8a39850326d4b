import type { Received } from './wire.js';

/** Whether everything was dealt with, or must come again. */
export type BatchOutcome = 'done' | 'retry';

export interface Delivery {
  source: string;
  received: readonly Received[];
  /** One event per transaction; see `ProcessOptions`. */
  oneByOne: boolean;
}

/** Applies events of one source to every projection that follows it. */
export type ApplyBatch = (delivery: Delivery) => Promise<BatchOutcome>;

interface Gathering {
  delivery: Delivery & { received: Received[] };
  outcome: Promise<BatchOutcome>;
}

/** Events per transaction while catching up: more would hold the marks for seconds. */
const MAX_EVENTS = 1_000;

/**
 * Puts together what one fetch brought for several partitions of a source. A transaction for each partition costs as much
 * as one for all of them, and at full load a partition alone brings a handful of events.
 */
export class Gatherer {
  private readonly open = new Map<string, Gathering>();

  constructor(private readonly apply: ApplyBatch) {}

  /** Joins the deliveries of the same source that are added before the caller's turn of the event loop ends. */
  add({ source, received, oneByOne }: Delivery): Promise<BatchOutcome> {
    const key = `${source}/${oneByOne}`;
    const joined = this.open.get(key);
    if (joined) {
      joined.delivery.received.push(...received);
      return joined.outcome;
    }
    const delivery = { source, received: [...received], oneByOne };
    const outcome = Promise.resolve().then(() => {
      this.open.delete(key);
      return this.applyInChunks(delivery);
    });
    this.open.set(key, { delivery, outcome });
    return outcome;
  }

  private async applyInChunks({ source, received, oneByOne }: Delivery): Promise<BatchOutcome> {
    for (let start = 0; start < received.length; start += MAX_EVENTS) {
      const chunk = received.slice(start, start + MAX_EVENTS);
      if ((await this.apply({ source, received: chunk, oneByOne })) === 'retry') return 'retry';
    }
    return 'done';
  }
}
