import type { EachBatchPayload } from 'kafkajs';

type Commit = EachBatchPayload['commitOffsetsIfNecessary'];

/** Milliseconds that a partition's offset may lag behind: it only saves reading again after a restart. */
const COMMIT_INTERVAL = 1_000;

/** Commits offsets now and then. A failed commit is forgotten: what is read again is known by its marks. */
export class OffsetCommits {
  private readonly pending = new Map<string, Map<number, string>>();
  private commit: Commit | null = null;
  private timer: NodeJS.Timeout | null = null;

  /**
   * Remembers that `partition` is done up to and including `offset`. Goes through the batch's own payload: the consumer's
   * method of that name kills a consumer that was put out of its group.
   */
  note({ batch: { topic, partition }, commitOffsetsIfNecessary }: EachBatchPayload, offset: string): void {
    const partitions = this.pending.get(topic) ?? new Map<number, string>();
    this.pending.set(topic, partitions.set(partition, String(BigInt(offset) + 1n)));
    this.commit = commitOffsetsIfNecessary;
    this.timer ??= setTimeout(() => void this.flush(), COMMIT_INTERVAL);
  }

  /** Commits what was noted; never throws. */
  async flush(): Promise<void> {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    if (!this.commit || this.pending.size === 0) return;
    const topics = [...this.pending].map(([topic, partitions]) => ({
      topic,
      partitions: [...partitions].map(([partition, offset]) => ({ partition, offset })),
    }));
    this.pending.clear();
    await this.commit({ topics }).catch(() => undefined);
  }

  /** Forgets what was noted under an earlier assignment: its partitions may belong to others now. */
  forget(): void {
    this.pending.clear();
  }
}
