import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import type { EventLogReader } from '../log/event-log-reader.js';
import type { LogEvent } from '../log-event.js';
import type { RunningProjection, Transport } from '../transport.js';
import { ConsumerSession } from './consumer-session.js';
import type { BatchOutcome, Delivery } from './gatherer.js';
import type { KafkaSettings } from './kafka-client.js';
import { readOmitted } from './read-omitted.js';
import { messageOf, untilDone, waitAfter } from './until-done.js';
import type { Received } from './wire.js';

export interface KafkaTransportOptions {
  /** The consuming service; names its consumer group. */
  service: string;
  settings: KafkaSettings;
  /** Reads a source's log: for events that were too large to travel with their data. */
  readerOf(source: string): Pick<EventLogReader, 'slot'>;
  /** Milliseconds between two looks for events that never arrived. */
  lookInterval?: number;
}

const OPENING_PATIENCE = 2_000;
const LOOK_INTERVAL = 5_000;
/** While a source brings events, looks are rarer: they would find, and apply a second time for nothing, what is on its way. */
const BUSY_FACTOR = 6;
/** A consumer that lived this long was well: its successor comes without delay. */
const HEALTHY_LIFE = 60_000;

/** Brings events through Kafka: one consumer group per service, one consumer per process. */
export class KafkaTransport implements Transport {
  private readonly logger = new Logger('Kafka');
  private readonly stopping = new AbortController();
  private projections: readonly RunningProjection[] = [];
  private readonly opened = new Set<RunningProjection>();
  /** When each source last brought something. */
  private readonly heardAt = new Map<string, number>();
  private readonly tasks = new Set<Promise<void>>();

  constructor(private readonly options: KafkaTransportOptions) {}

  async start(projections: readonly RunningProjection[]): Promise<void> {
    if (projections.length === 0) return;
    this.projections = projections;
    const sources = [...new Set(projections.map(({ source }) => source))].sort();
    const opening = projections.map((projection) => {
      const opened = this.open(projection);
      this.track(opened.then(() => this.look(projection)));
      return opened;
    });
    this.track(this.consume(sources, opening));
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    while (this.tasks.size > 0) await Promise.all(this.tasks);
  }

  private async open(projection: RunningProjection): Promise<void> {
    await untilDone(`Opening projection ${projection.name}`, this.stopping.signal, () => projection.open());
    this.opened.add(projection);
  }

  /** One consumer after the other, for ever. */
  private async consume(sources: readonly string[], opening: readonly Promise<void>[]): Promise<void> {
    const { settings, service } = this.options;
    const { signal } = this.stopping;
    // A source whose log cannot be read now holds up only what comes from it.
    await Promise.race([Promise.all(opening), pause(OPENING_PATIENCE, undefined, { signal })]);
    for (let failures = 1; !signal.aborted; failures++) {
      const session = new ConsumerSession(settings, service, sources, (delivery) => this.apply(delivery));
      const born = Date.now();
      const life = new AbortController(); // else each consumer that crashes would leave its listener behind
      try {
        await Promise.race([session.run(), once(signal, 'abort', { signal: life.signal })]);
      } catch (error) {
        if (!signal.aborted) this.logger.warn(`Consumer of ${service} ended; a new one follows: ${messageOf(error)}`);
      } finally {
        life.abort();
        await session.close();
        this.track(session.settled()); // a slow handler must not keep its successor waiting: the marks keep them apart
      }
      if (Date.now() - born > HEALTHY_LIFE) failures = 1;
      await pause(waitAfter(failures), undefined, { signal });
    }
  }

  /** Looks again and again for what Kafka did not bring; first when the first batches are over, which count attempts too. */
  private async look(projection: RunningProjection): Promise<void> {
    const { signal } = this.stopping;
    const interval = this.options.lookInterval ?? LOOK_INTERVAL;
    for (let lookedAt = -Infinity; ;) {
      await pause(interval, undefined, { signal });
      const now = performance.now();
      const silent = now - (this.heardAt.get(projection.source) ?? -Infinity) > interval;
      if (!silent && now - lookedAt < BUSY_FACTOR * interval) continue;
      await projection.look({ oneByOne: lookedAt === -Infinity });
      lookedAt = now;
    }
  }

  /** Every projection of the source gets the batch; what one has applied before, it skips when the batch comes again. */
  private async apply({ source, received, oneByOne }: Delivery): Promise<BatchOutcome> {
    this.heardAt.set(source, performance.now());
    const followers = this.projections.filter((projection) => projection.source === source);
    if (!followers.every((projection) => this.opened.has(projection))) return 'retry';
    const events = await this.withData(source, inLogOrder(received));
    if (!events) return 'retry';
    let outcome: BatchOutcome = 'done';
    for (const projection of followers) {
      // One that is stopped or idle does not hold up the others: it is healed from the log when it goes on.
      if ((await projection.process(events, { oneByOne })) === 'retry') outcome = 'retry';
    }
    return outcome;
  }

  /** Null while the source's log cannot be read. */
  private async withData(source: string, received: readonly Received[]): Promise<LogEvent[] | null> {
    const events: LogEvent[] = [];
    for (const item of received) {
      if ('event' in item) {
        events.push(item.event);
        continue;
      }
      try {
        const event = await readOmitted(this.options.readerOf(source), item.dataOmitted);
        if (event) events.push(event); // else its epoch is over, and the log tells what holds now
      } catch (error) {
        this.logger.warn(`Event ${item.dataOmitted.position} could not be read from its log: ${messageOf(error)}`);
        return null;
      }
    }
    return events;
  }

  private track(task: Promise<void>): void {
    const ended = task
      .catch((error: unknown) => {
        if (!this.stopping.signal.aborted) this.logger.error(error);
      })
      .finally(() => this.tasks.delete(ended));
    this.tasks.add(ended);
  }
}

/** Handlers are promised the order of the log, also across partitions. What came twice is left out once. */
function inLogOrder(received: readonly Received[]): Received[] {
  const place = (item: Received) => ('event' in item ? item.event : item.dataOmitted);
  const byId = new Map(received.map((item) => [place(item).id, item]));
  return [...byId.values()].sort((a, b) => place(a).position - place(b).position);
}
