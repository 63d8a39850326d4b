import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Pace } from './pace.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Milliseconds from the end of a round that worked for `worked` to the beginning of the next. */
async function restAfter(worked: number, busy: number, more = false): Promise<number> {
  const pace = new Pace({ busy: () => busy });
  await pace.next();
  vi.advanceTimersByTime(worked);
  pace.worked({ more });
  const before = performance.now();
  const next = pace.next();
  await vi.runAllTimersAsync();
  await next;
  return Math.round(performance.now() - before);
}

describe('the pace of rounds that commits wake', () => {
  it('a round on a machine with time to spare does not rest after its work', async () => {
    expect(await restAfter(10, 0.4)).toBe(0);
  });

  it('a round that was quick waits until four milliseconds from its beginning are over', async () => {
    expect(await restAfter(1, 0.4)).toBe(3);
  });

  it('a round on a full machine rests twice as long as it worked, and never until more than fifty milliseconds', async () => {
    expect(await restAfter(10, 1)).toBe(20);
    expect(await restAfter(40, 1)).toBe(10);
  });

  it('rests grow while the machine fills up', async () => {
    expect(await restAfter(10, 0.675)).toBe(10);
  });

  it('a round that left more behind than it took does not rest even on a full machine', async () => {
    expect(await restAfter(10, 1, true)).toBe(0);
  });
});
