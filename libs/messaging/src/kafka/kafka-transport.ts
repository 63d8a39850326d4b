import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { describeFailure } from '../failure/failure-class.js';
import type { EventLogReader } from '../log/event-log-reader.js';
import type { LogEvent } from '../log-event.js';
import type { LogSignal } from '../log-signal.js';
import { LoggedAlarm, type Alarm } from '../observe/alarm.js';
import { CalmAlarm } from '../observe/calm-alarm.js';
import type { RunningProjection, Transport } from '../transport.js';
import { ConsumerSession } from './consumer-session.js';
import type { BatchOutcome, Delivery } from './gatherer.js';
import type { KafkaSettings } from './kafka-client.js';
import { LookTimes } from './look-times.js';
import { readOmitted } from './read-omitted.js';
import { alarmWhenLasting, messageOf, untilDone, waitAfter } from './until-done.js';
import type { Received } from './wire.js';

export interface KafkaTransportOptions {
  /** The consuming service; names its consumer group. */
  service: string;
  settings: KafkaSettings;
  /** Reads a source's log: for events that were too large to travel with their data. */
  readerOf(source: string): Pick<EventLogReader, 'slot'>;
  /** Milliseconds between two looks for events that never arrived. */
  lookInterval?: number;
  /** Told when the broker or a source's log stays away. */
  alarm?: Alarm;
  /** Tells of commits and of operators' calls. */
  logs?: LogSignal;
}

const OPENING_PATIENCE = 2_000;
const LOOK_INTERVAL = 5_000;
/** A consumer that lived this long was well: its successor comes without delay. */
const HEALTHY_LIFE = 60_000;

/** Makes one life of a consumer; another client takes the place of kafkajs here. */
export type NewSession = (
  ...parts: ConstructorParameters<typeof ConsumerSession>
) => Pick<ConsumerSession, 'run' | 'close' | 'settled'>;

/** Brings events through Kafka: one consumer group per service, one consumer per process. */
export class KafkaTransport implements Transport {
  private readonly logger = new Logger('Kafka');
  private readonly stopping = new AbortController();
  private projections: readonly RunningProjection[] = [];
  private readonly opened = new Set<RunningProjection>();
  private readonly looks: LookTimes;
  private readonly tasks = new Set<Promise<void>>();
  private readonly alarm: Alarm;

  constructor(
    private readonly options: KafkaTransportOptions,
    private readonly newSession: NewSession = (...parts) => new ConsumerSession(...parts),
  ) {
    this.looks = new LookTimes(options.lookInterval ?? LOOK_INTERVAL);
    this.alarm = options.alarm ?? new CalmAlarm(new LoggedAlarm());
  }

  async start(projections: readonly RunningProjection[]): Promise<void> {
    if (projections.length === 0) return;
    this.projections = projections;
    const sources = [...new Set(projections.map(({ source }) => source))].sort();
    for (const source of sources) this.lookWhenTold(source);
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

  /** What an operator does to a projection or to its log brings no message: without this it would wait for a look of its own. */
  private lookWhenTold(source: string): void {
    const stopListening = this.options.logs?.onWake(source, (origin) => {
      if (origin === 'here') return; // our own commits come through the broker
      for (const projection of this.projections) if (projection.source === source) this.looks.lookSoon(projection);
    });
    if (stopListening) this.stopping.signal.addEventListener('abort', stopListening, { once: true });
  }

  private async open(projection: RunningProjection): Promise<void> {
    const { signal } = this.stopping;
    const what = `Opening projection ${projection.name} of ${this.options.service}`;
    await untilDone(what, { signal, alarm: this.alarm }, () => projection.open());
    this.opened.add(projection);
  }

  /** One consumer after the other, for ever. */
  private async consume(sources: readonly string[], opening: readonly Promise<void>[]): Promise<void> {
    const { settings, service } = this.options;
    const { signal } = this.stopping;
    // A source whose log cannot be read now holds up only what comes from it.
    await Promise.race([Promise.all(opening), pause(OPENING_PATIENCE, undefined, { signal })]);
    for (let failures = 1; !signal.aborted; failures++) {
      const session = this.newSession(settings, service, sources, (delivery) => this.apply(delivery));
      const born = Date.now();
      const life = new AbortController(); // else each consumer that crashes would leave its listener behind
      try {
        await Promise.race([session.run(), once(signal, 'abort', { signal: life.signal })]);
      } catch (error) {
        if (Date.now() - born > HEALTHY_LIFE) failures = 1; // what it took to start has nothing to do with how it ended
        if (!signal.aborted) {
          this.logger.warn(`Consumer of ${service} ended; a new one follows: ${messageOf(error)}`);
          alarmWhenLasting(this.alarm, failures, `The consumer of ${service} gets nothing from Kafka`, error);
        }
      } finally {
        life.abort();
        await session.close();
        this.track(session.settled()); // a slow handler must not keep its successor waiting: the marks keep them apart
      }
      await pause(waitAfter(failures), undefined, { signal });
    }
  }

  /** Looks again and again for what Kafka did not bring; first when the first batches are over, which count attempts too. */
  private async look(projection: RunningProjection): Promise<void> {
    const { signal } = this.stopping;
    for (let oneByOne = true; ;) {
      await pause(this.looks.interval, undefined, { signal });
      if (!this.looks.due(projection, performance.now())) continue;
      if ((await projection.look({ oneByOne })) === 'retry') this.looks.lookSoon(projection);
      oneByOne = false;
    }
  }

  /** Every projection of the source gets the batch; what one has applied before, it skips when the batch comes again. */
  private async apply({ source, received, oneByOne }: Delivery): Promise<BatchOutcome> {
    this.looks.heard(source, performance.now());
    const followers = this.projections.filter((projection) => projection.source === source);
    if (!followers.every((projection) => this.opened.has(projection))) return 'retry';
    const events = await this.withData(source, inLogOrder(received));
    if (!events) return 'retry';
    const others: RunningProjection[] = [];
    for (const projection of followers) {
      // One that is stopped or idle does not hold up the others: it is healed from the log when it goes on.
      if ((await projection.process(events, { oneByOne })) !== 'retry') others.push(projection);
    }
    if (others.length === followers.length) return 'done';
    for (const projection of others) this.looks.lookSoon(projection);
    return 'retry';
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
        const { position } = item.dataOmitted;
        const what = `Event ${position} of ${source}, too large to travel, cannot be read from its log now`;
        this.alarm.raise('path-failing', `${what}: ${describeFailure(error)}.`, `large events of ${source}`);
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
