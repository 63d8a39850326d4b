import { setImmediate as nextTurn } from 'node:timers/promises';

/** Tasks of a plan that are worked out and written together. */
export const TASKS_AT_ONCE = 500;

/**
 * Sends `items` in chunks, each while the database still works on the one before it; never two ahead, because a
 * statement's time counts from when it is sent. Between chunks others have their turn: working out ten thousand tasks at
 * once would hold up every request for seconds.
 */
export async function chunkByChunk<T>(
  items: readonly T[],
  size: number,
  send: (chunk: readonly T[]) => Promise<unknown>,
): Promise<void> {
  let before: Promise<unknown> = Promise.resolve();
  for (let from = 0; from < items.length; from += size) {
    const sent = send(items.slice(from, from + size));
    sent.catch(() => undefined); // awaited below, after the one before it
    await Promise.all([before, nextTurn()]);
    before = sent;
  }
  await before;
}
