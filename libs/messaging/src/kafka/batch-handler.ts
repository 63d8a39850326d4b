import { setTimeout as pause } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import type { EachBatchPayload, KafkaMessage } from 'kafkajs';
import { present } from '../present.js';
import { Gatherer, type ApplyBatch, type BatchOutcome } from './gatherer.js';
import type { KafkaSettings } from './kafka-client.js';
import { OffsetCommits } from './offset-commits.js';
import { sourceOf } from './topics.js';
import { messageOf, waitAfter } from './until-done.js';
import { decode, type Received } from './wire.js';

/** Milliseconds for which a batch may hold up the fetches from its broker; then it goes on with its partition paused. */
const PATIENCE = 1_000;
const FIRST_RETRY = 100;
/** A shift by 32 would be none: the batch would be whole again after as many failures. */
const MOST_HALVINGS = 30;

interface PartitionState {
  /** Nothing was dealt with since the partition was assigned: a handler may kill the process with its first event. */
  fresh: boolean;
  /** Transient failures in a row; each halves the next batch, so that one event too many cannot block for ever. */
  failures: number;
}

/** Deals with the batches of one consumer. Nothing waits inside a batch, and nothing is thrown out of it. */
export class BatchHandler {
  private readonly logger = new Logger('Kafka');
  private readonly partitions = new Map<string, PartitionState>();
  private readonly outside = new Set<Promise<void>>();
  private readonly commits = new OffsetCommits();
  private readonly gatherer: Gatherer;

  constructor(
    private readonly settings: KafkaSettings,
    private readonly apply: ApplyBatch,
    private readonly signal: AbortSignal,
  ) {
    this.gatherer = new Gatherer(apply);
  }

  /** Call with the partitions per topic that the group has given to this member. */
  assigned(assignment: Readonly<Record<string, readonly number[]>>): void {
    this.commits.forget();
    const now = new Set(Object.entries(assignment).flatMap(([topic, ids]) => ids.map((id) => keyOf(topic, id))));
    for (const key of this.partitions.keys()) if (!now.has(key)) this.partitions.delete(key);
    for (const key of now) if (!this.partitions.has(key)) this.partitions.set(key, { fresh: true, failures: 0 });
  }

  /** kafkajs' `eachBatch`. */
  async handle(payload: EachBatchPayload): Promise<void> {
    const { topic, partition, messages } = payload.batch;
    const state = this.partitions.get(keyOf(topic, partition));
    if (!state) return; // taken away while it was being fetched
    const part = messages.slice(0, Math.max(1, messages.length >> Math.min(state.failures, MOST_HALVINGS)));
    const work = this.work(topic, part, state);
    if ((await within(PATIENCE, work)) === 'done') {
      await this.settle(payload, present(part.at(-1), 'a message in every batch').offset, state);
    } else {
      this.continueOutside(work, state, payload.pause());
    }
  }

  /** Commits what is not committed yet; never throws. */
  commitOffsets(): Promise<void> {
    return this.commits.flush();
  }

  /** Resolves when no work is left outside of batches. */
  async settled(): Promise<void> {
    await Promise.all(this.outside);
  }

  private work(topic: string, messages: readonly KafkaMessage[], state: PartitionState): Promise<BatchOutcome> {
    const source = sourceOf(this.settings, topic);
    const delivery = {
      source,
      received: messages.flatMap((message) => this.decoded(topic, source, message)),
      oneByOne: state.fresh,
    };
    return state.failures > 0 ? this.apply(delivery) : this.gatherer.add(delivery);
  }

  private decoded(topic: string, source: string, message: KafkaMessage): Received[] {
    try {
      return [decode(message.value, source)];
    } catch (error) {
      // Nothing of ours is lost by leaving it out: the log has every event, and a missing one is noticed.
      this.logger.warn(`Left out message ${message.offset} of ${topic}: ${messageOf(error)}`);
      return [];
    }
  }

  private async settle(payload: EachBatchPayload, offset: string, state: PartitionState): Promise<void> {
    const wasFresh = state.fresh;
    state.fresh = false;
    state.failures = Math.max(0, state.failures - 1);
    try {
      payload.resolveOffset(offset);
    } catch {
      return; // a rebalance has taken the topic away meanwhile
    }
    this.commits.note(payload, offset);
    // Else a restart would begin before these events again, and the one that kills the process would never be in its
    // first batch, where attempts are counted.
    if (wasFresh) await this.commits.flush();
  }

  /** The partition stays paused until the work ends; its batch comes again, and marks tell what was done. */
  private continueOutside(work: Promise<BatchOutcome>, state: PartitionState, resume: () => void): void {
    const ending = this.afterwards(work, state)
      .catch(() => undefined) // closing
      .then(resume)
      .finally(() => this.outside.delete(ending));
    this.outside.add(ending);
  }

  private async afterwards(work: Promise<BatchOutcome>, state: PartitionState): Promise<void> {
    if ((await work) === 'done') {
      state.fresh = false; // it comes again as seen before
      return;
    }
    state.failures++;
    await pause(waitAfter(state.failures, FIRST_RETRY), undefined, { signal: this.signal });
  }
}

function keyOf(topic: string, partition: number): string {
  return `${topic}/${partition}`;
}

/** Without an abort signal and its errors: this runs for every batch of every partition. */
function within<T>(milliseconds: number, work: Promise<T>): Promise<T | 'slow'> {
  const { promise, resolve, reject } = Promise.withResolvers<T | 'slow'>();
  const late = setTimeout(resolve, milliseconds, 'slow');
  work.then(resolve, reject).finally(() => clearTimeout(late));
  return promise;
}
