import { setTimeout as pause } from 'node:timers/promises';
import type { Message } from '@platformatic/kafka';
import { decode, type ApplyBatch, type Received } from '#messaging';

const MAX_EVENTS = 1_000;
const FIRST_RETRY = 100;
const LONGEST_RETRY = 2_000;

export interface Done {
  partition: number;
  offset: bigint;
  leaderEpoch: number;
}

export interface SourceQueueParts {
  source: string;
  apply: ApplyBatch;
  signal: AbortSignal;
  /** Called after each batch that was dealt with. */
  worked: () => void;
}

/**
 * What came of one source and is not dealt with. The client gives a stream of single messages of all partitions and cannot
 * give one of them again, so a batch that must be tried again is kept here, and everything later of its source behind it.
 */
export class SourceQueue {
  private messages: Message[] = [];
  private readonly fresh = new Set<number>();
  private owned = new Set<number>();
  private readonly done = new Map<number, Done>();
  private working: Promise<void> | null = null;

  constructor(private readonly parts: SourceQueueParts) {}

  get waiting(): number {
    return this.messages.length;
  }

  add(message: Message): void {
    this.messages.push(message);
    this.working ??= this.work().finally(() => (this.working = null));
  }

  /** Partitions that others have now are theirs; those that are kept go on. */
  assigned(partitions: readonly number[]): void {
    for (const partition of partitions) if (!this.owned.has(partition)) this.fresh.add(partition);
    this.owned = new Set(partitions);
    this.messages = this.messages.filter(({ partition }) => this.owned.has(partition));
    for (const partition of this.done.keys()) if (!this.owned.has(partition)) this.done.delete(partition);
  }

  /** Offsets that were dealt with since the last call. */
  takeDone(): Done[] {
    const offsets = [...this.done.values()];
    this.done.clear();
    return offsets;
  }

  async settled(): Promise<void> {
    await this.working;
  }

  private async work(): Promise<void> {
    await Promise.resolve(); // what one fetch brought is added in one turn of the event loop
    const { source, apply, signal, worked } = this.parts;
    for (let failures = 0; this.messages.length > 0 && !signal.aborted;) {
      const part = this.messages.slice(0, Math.max(1, Math.min(this.messages.length, MAX_EVENTS) >> failures));
      const oneByOne = part.some(({ partition }) => this.fresh.has(partition));
      if (
        (await apply({ source, received: part.flatMap((message) => received(message, source)), oneByOne })) === 'done'
      ) {
        failures = Math.max(0, failures - 1);
        this.settle(part);
        worked();
      } else {
        await pause(Math.min(FIRST_RETRY * 2 ** failures, LONGEST_RETRY), undefined, { signal }).catch(() => undefined);
        failures = Math.min(failures + 1, 10);
      }
    }
  }

  private settle(part: readonly Message[]): void {
    const dealtWith = new Set(part);
    this.messages = this.messages.filter((message) => !dealtWith.has(message));
    for (const { partition, offset, leaderEpoch } of part) {
      if (!this.owned.has(partition)) continue;
      this.fresh.delete(partition);
      this.done.set(partition, { partition, offset: offset + 1n, leaderEpoch });
    }
  }
}

function received(message: Message, source: string): Received[] {
  try {
    return [decode(message.value, source)];
  } catch {
    return []; // not an event of ours
  }
}
