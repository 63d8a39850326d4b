import { Logger } from '@nestjs/common';
import { alarmWhenLasting, messageOf, waitAfter } from '../kafka/until-done.js';
import type { LogConnection } from '../database/log-connection.js';
import type { LogEvent } from '../log-event.js';
import type { HoleSafeTailer } from '../log/hole-safe-tailer.js';
import type { LogSignal } from '../log-signal.js';
import type { Alarm } from '../observe/alarm.js';
import type { EventPathMetrics } from '../observe/metrics.js';
import { present } from '../present.js';
import { cutPortion, MAX_PARTITION_BYTES } from './cut.js';
import { MessageTooLargeError, type Publisher } from './publisher.js';
import type { RelayCursor } from './relay-cursor.js';
import type { RelayLease } from './relay-lease.js';
import type { Recount } from './recount.js';
import { Pace } from './pace.js';
import { holePause } from './pauses.js';
import { Sleeper } from './sleeper.js';

export interface RelayParts {
  service: string;
  tailer: Pick<HoleSafeTailer, 'read'>;
  lease: RelayLease;
  cursor: RelayCursor;
  publisher: Publisher;
  signal: LogSignal;
  alarm: Alarm;
  metrics: EventPathMetrics;
  recount: Recount;
  /** What tailer, lease, cursor and recount use; closed at the end. */
  connections: readonly Pick<LogConnection, 'close'>[];
}

/** Milliseconds after which the log is read though nobody woke the relay. */
const POLL = 2_000;
const READ_LIMIT = 1_000;
/** Below this an oversize error is not about the number of events: nothing more can be cut. */
const SMALLEST_CUT = 4 * 1024;

/**
 * Brings a service's log to Kafka: one active relay per service, one send in flight, the cursor moved after a whole send.
 * Killed in between it sends again; what arrives twice or late is known by the consumers' marks.
 */
export class Relay {
  private readonly logger = new Logger('Relay');
  private readonly sleeper: Sleeper;
  private running: Promise<void> | null = null;
  private stopping = false;
  private maxBytes = MAX_PARTITION_BYTES;
  private renewAt = 0;

  constructor(private readonly parts: RelayParts) {
    this.sleeper = new Sleeper(parts.signal, parts.service);
  }

  /** Starts to relay, now or as soon as database and broker answer; returns at once. */
  start(): void {
    this.running ??= this.run();
  }

  /** Ends after the send in flight and lets another relay go on. */
  async stop(): Promise<void> {
    this.stopping = true;
    this.sleeper.close();
    await this.running;
    await this.parts.lease.giveUp().catch(() => undefined); // it expires by itself
    await this.parts.recount.stop();
    await this.parts.publisher.close().catch(() => undefined);
    await Promise.all(this.parts.connections.map((connection) => connection.close()));
  }

  /** Compares now what was sent with what the log holds; alarms when a slot differs. */
  async recount(): Promise<void> {
    await this.parts.recount.count();
  }

  private async run(): Promise<void> {
    for (let failures = 0; !this.stopping;) {
      try {
        if (await this.renewLease()) {
          await this.parts.publisher.open();
          await this.relay(() => (failures = 0));
        } else {
          failures = 0; // another one relays
          await this.sleeper.sleep(this.parts.lease.duration / 3);
        }
      } catch (error) {
        const { alarm, service } = this.parts;
        const wait = waitAfter(++failures);
        this.logger.warn(`Relay of ${service} goes on in ${wait} ms: ${messageOf(error)}`);
        alarmWhenLasting(alarm, failures, `The relay of ${service} sends nothing`, error);
        await this.sleeper.sleepThrough(wait);
      }
    }
  }

  /** Relays until the lease is lost, the cursor was moved by somebody else, or something fails. */
  private async relay(onProgress: () => void): Promise<void> {
    const { service, tailer, cursor, recount } = this.parts;
    const pace = new Pace();
    let place = await cursor.read();
    for (let looks = 0; !this.stopping && (await this.holdsLease());) {
      await pace.next();
      const { known, events, held } = await tailer.read(place, READ_LIMIT);
      if (!known) throw new Error(`The log of ${service} does not hold event ${place.position}, where the cursor is.`);
      if (events.length === 0) {
        looks = held ? looks + 1 : 0;
        if (!held) onProgress(); // all is sent
        await (held ? this.sleeper.sleepThrough(holePause(looks)) : this.sleeper.sleep(POLL));
        continue;
      }
      looks = 0;
      const sent = await this.sendFirst(events);
      if (!(await cursor.move(place, sent))) return;
      place = present(sent.at(-1), 'an event in every send');
      pace.worked({ more: sent.length < events.length || events.length === READ_LIMIT });
      recount.soon();
      onProgress();
    }
  }

  /** Sends as many of `events` as fit and returns them. */
  private async sendFirst(events: readonly LogEvent[]): Promise<readonly LogEvent[]> {
    const { publisher } = this.parts;
    const portion = cutPortion(events, publisher.partitionCount, this.maxBytes);
    try {
      await publisher.send(portion.messages);
      return portion.events;
    } catch (error) {
      if (error instanceof MessageTooLargeError) this.cutSmaller();
      throw error;
    }
  }

  /** The broker takes less than we send: smaller portions, and more events without their data, from now on. */
  private cutSmaller(): void {
    if (this.maxBytes > SMALLEST_CUT) this.maxBytes /= 2;
    this.parts.alarm.raise(
      'path-failing',
      `Kafka refuses ${this.parts.service}'s events as too large; trying ${this.maxBytes} bytes per partition. ` +
        `Set max.message.bytes of the topic to 1048588 or more.`,
      this.parts.service,
    );
  }

  private async holdsLease(): Promise<boolean> {
    return Date.now() < this.renewAt || this.renewLease();
  }

  private async renewLease(): Promise<boolean> {
    const { lease, cursor, metrics, service } = this.parts;
    this.renewAt = Date.now() + lease.duration / 3;
    if (!(await lease.take())) return false;
    metrics.relayBacklog(service, await cursor.backlog());
    return true;
  }
}
