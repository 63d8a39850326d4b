import type { EachBatchPayload, Offsets } from 'kafkajs';
import { describe, expect, it } from 'vitest';
import { OffsetCommits } from './offset-commits.js';

function recording(fails = false) {
  const committed: (Offsets | undefined)[] = [];
  const commitOffsetsIfNecessary = (offsets?: Offsets) => {
    committed.push(offsets);
    return fails ? Promise.reject(new Error('no longer a member')) : Promise.resolve();
  };
  const batch = (partition: number) =>
    ({ batch: { topic: 'tasks', partition }, commitOffsetsIfNecessary }) as EachBatchPayload;
  return { batch, committed, commits: new OffsetCommits() };
}

describe('committing offsets', () => {
  it('commits what was noted last of each partition, as the offset to read next', async () => {
    const { batch, committed, commits } = recording();
    commits.note(batch(0), '7');
    commits.note(batch(1), '9');
    commits.note(batch(0), '8');
    await commits.flush();
    const partitions = [
      { partition: 0, offset: '9' },
      { partition: 1, offset: '10' },
    ];
    expect(committed).toEqual([{ topics: [{ topic: 'tasks', partitions }] }]);
  });

  it('commits nothing twice', async () => {
    const { batch, committed, commits } = recording();
    commits.note(batch(0), '7');
    await commits.flush();
    await commits.flush();
    expect(committed).toHaveLength(1);
  });

  it('forgets what was noted under an earlier assignment', async () => {
    const { batch, committed, commits } = recording();
    commits.note(batch(0), '7');
    commits.forget();
    await commits.flush();
    expect(committed).toEqual([]);
  });

  it('does not mind a commit that fails', async () => {
    const { batch, commits } = recording(true);
    commits.note(batch(0), '7');
    await commits.flush();
  });
});
