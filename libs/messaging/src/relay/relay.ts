import { Logger } from '@nestjs/common';
import { messageOf, waitAfter } from '../kafka/until-done.js';
import type { LogEvent } from '../log-event.js';
import type { LogSignal } from '../log-signal.js';
import type { Alarm } from '../observe/alarm.js';
import type { EventPathMetrics } from '../observe/metrics.js';
import { cutPortion, MAX_PARTITION_BYTES } from './cut.js';
import { MessageTooLargeError, type Publisher } from './publisher.js';
import type { RelayCursor } from './relay-cursor.js';
import type { RelayLease } from './relay-lease.js';
import type { Recount } from './recount.js';
import { Sleeper } from './sleeper.js';

/** Reads the service's own log in order, never past a position that could still be filled. */
export interface Tail {
  /** At most `limit` events after `position`; none when there is nothing new, or only behind a hole. */
  read(position: number, limit: number): Promise<readonly LogEvent[]>;
  /** Whether the last read ended before a position that may still be filled. */
  readonly behindHole: boolean;
  close(): Promise<void>;
}

export interface RelayParts {
  service: string;
  tail: Tail;
  lease: RelayLease;
  cursor: RelayCursor;
  publisher: Publisher;
  signal: LogSignal;
  alarm: Alarm;
  metrics: EventPathMetrics;
  recount: Recount;
}

/** Milliseconds after which the log is read though nobody woke the relay. */
const POLL = 1_000;
const HOLE_POLL = 10;
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
    await this.parts.recount.stop();
    await this.parts.publisher.close().catch(() => undefined);
    await this.parts.lease.giveUp().catch(() => undefined);
    await this.parts.tail.close();
  }

  private async run(): Promise<void> {
    for (let failures = 0; !this.stopping;) {
      try {
        if (await this.parts.lease.take()) {
          this.renewAt = 0;
          await this.parts.publisher.open();
          await this.relay(() => (failures = 0));
        } else {
          await this.sleeper.sleep(this.parts.lease.duration / 3);
        }
      } catch (error) {
        const wait = waitAfter(++failures);
        this.logger.warn(`Relay of ${this.parts.service} goes on in ${wait} ms: ${messageOf(error)}`);
        await this.sleeper.sleepThrough(wait);
      }
    }
  }

  /** Relays until the lease is lost, the cursor was moved by somebody else, or something fails. */
  private async relay(onProgress: () => void): Promise<void> {
    const { tail, cursor } = this.parts;
    let position = await cursor.read();
    let ahead: Promise<readonly LogEvent[]> | null = null;
    while (!this.stopping && (await this.holdsLease())) {
      const events = await (ahead ?? tail.read(position, READ_LIMIT));
      ahead = null;
      this.parts.metrics.relayBacklog(this.parts.service, events.length);
      if (events.length === 0) {
        await this.idle();
        continue;
      }
      const sent = await this.sendFirst(events);
      const last = sent.at(-1)!.position;
      ahead = tail.read(last, READ_LIMIT); // beside the cursor's commit, which must not delay the next send
      const moved = await this.moveBeside(ahead, position, sent);
      if (!moved) return;
      position = last;
      this.parts.recount.soon();
      onProgress();
    }
  }

  /** Moves the cursor while the next read runs; waits for both, so that no rejection is left alone. */
  private async moveBeside(ahead: Promise<unknown>, from: number, sent: readonly LogEvent[]): Promise<boolean> {
    const [moved] = await Promise.allSettled([this.parts.cursor.move(from, sent), ahead]);
    if (moved.status === 'rejected') throw moved.reason;
    return moved.value;
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
    );
  }

  private async idle(): Promise<void> {
    // Nobody wakes us when the writer of a hole rolls back.
    await this.sleeper.sleep(this.parts.tail.behindHole ? HOLE_POLL : POLL);
  }

  private async holdsLease(): Promise<boolean> {
    const now = Date.now();
    if (now < this.renewAt) return true;
    this.renewAt = now + this.parts.lease.duration / 3;
    return this.parts.lease.take();
  }
}
