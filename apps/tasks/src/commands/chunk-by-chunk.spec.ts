import { expect, test } from 'vitest';
import { chunkByChunk } from './chunk-by-chunk.js';

/** A database that answers when it is told to. */
function slowDatabase() {
  const asked: { items: readonly number[]; answer: () => void; fail: (error: Error) => void }[] = [];
  const send = (items: readonly number[]) =>
    new Promise<void>((answer, fail) => {
      asked.push({ items, answer, fail });
    });
  const untilAsked = async (count: number) => {
    while (asked.length < count) await new Promise((resolve) => setImmediate(resolve));
  };
  return { asked, send, untilAsked };
}

test('a chunk is sent while the one before it is written, and no further one', async () => {
  const { asked, send, untilAsked } = slowDatabase();
  const done = chunkByChunk([1, 2, 3, 4, 5], 2, send);
  await untilAsked(2);
  for (let turn = 0; turn < 10; turn++) await new Promise((resolve) => setImmediate(resolve));
  expect(asked.map(({ items }) => items)).toEqual([
    [1, 2],
    [3, 4],
  ]);
  asked[0]?.answer();
  await untilAsked(3);
  expect(asked[2]?.items).toEqual([5]);
  asked[1]?.answer();
  asked[2]?.answer();
  await done;
});

test('what a chunk fails with is thrown, and nothing more is sent', async () => {
  const { asked, send, untilAsked } = slowDatabase();
  const done = chunkByChunk([1, 2, 3], 1, send);
  await untilAsked(2);
  asked[0]?.fail(new Error('disk full'));
  await expect(done).rejects.toThrow('disk full');
  expect(asked).toHaveLength(2);
});
