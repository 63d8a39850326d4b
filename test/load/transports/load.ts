import { setTimeout as pause } from 'node:timers/promises';
import { newId } from '#kernel';
import { encode, slotOf, type LogEvent, type Publisher, type WireMessage } from '#messaging';

/** The data of one event: about as long as a progress report's. */
export interface Load {
  number: number;
  /** Milliseconds of the machine's clock at which it was to be sent. */
  dueAt: number;
  text: string;
}

const TEXT = '实施方案征求意见，部分单位未反馈。'.repeat(6);
const EPOCH = newId();
const AGGREGATES = Array.from({ length: 640 }, () => newId());
const RETRY_PAUSE = 250;
const DUE_INTERVAL = 1;

/** One clock for all processes of this machine. */
export function nowMs(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}

function message(number: number, dueAt: number): WireMessage {
  const aggregateId = AGGREGATES[number % AGGREGATES.length] as string;
  const event: LogEvent<Load> = {
    position: number + 1,
    prev: number,
    prevId: number === 0 ? null : EPOCH,
    slot: slotOf(aggregateId),
    epoch: EPOCH,
    id: newId(),
    type: 'progress-reported',
    version: 1,
    aggregateId,
    aggregateVersion: 1,
    occurredAt: new Date().toISOString(),
    actor: EPOCH,
    causationId: null,
    correlationId: null,
    traceparent: null,
    source: 'tasks',
    data: { number, dueAt, text: TEXT },
  };
  return encode(event);
}

/** Sends as the relay does: one send in flight, what gathered meanwhile in the next, and again what failed. */
export class LoadSender {
  sent = 0;
  /** When each send that came through was acknowledged, and how many events it brought. */
  readonly acknowledged: { at: number; count: number }[] = [];

  constructor(private readonly publisher: Pick<Publisher, 'open' | 'send'>) {}

  /** Batches of `size`, one after the other. */
  async flood(size: number, seconds: number): Promise<{ perSecond: number }> {
    const begin = nowMs();
    const before = this.sent;
    while (nowMs() - begin < seconds * 1000) await this.send(size, () => nowMs());
    return { perSecond: ((this.sent - before) / (nowMs() - begin)) * 1000 };
  }

  /** `perSecond` events, each due at its own time, until `ended`. */
  async paced(perSecond: number, ended: () => boolean): Promise<void> {
    const begin = nowMs();
    const first = this.sent;
    const dueAt = (number: number): number => begin + ((number - first) * 1000) / perSecond;
    while (!ended()) {
      const due = Math.floor(((nowMs() - begin) * perSecond) / 1000) + 1 - (this.sent - first);
      if (due > 0) await this.send(due, dueAt);
      else await pause(DUE_INTERVAL);
    }
  }

  private async send(count: number, dueAt: (number: number) => number): Promise<void> {
    const messages = Array.from({ length: count }, (_, index) => message(this.sent + index, dueAt(this.sent + index)));
    for (let again = false; ; again = true) {
      try {
        if (again) await this.publisher.open();
        await this.publisher.send(messages);
        break;
      } catch {
        await pause(RETRY_PAUSE);
      }
    }
    this.sent += count;
    this.acknowledged.push({ at: nowMs(), count });
  }
}
