import { setTimeout as pause } from 'node:timers/promises';

/**
 * Looks until `look` returns something other than undefined, null or false, and returns it.
 * Throws `message` with the last look or its error after `deadlineMs`. The default lets a slow machine come to it, and still
 * ends before a test's own limit, which could not say what was waited for.
 */
export async function until<T>(
  message: string,
  look: () => T | Promise<T>,
  deadlineMs = 45_000,
): Promise<Exclude<T, undefined | null | false>> {
  const end = Date.now() + deadlineMs;
  let last: unknown;
  do {
    try {
      const seen = await look();
      if (seen !== undefined && seen !== null && seen !== false) return seen as Exclude<T, undefined | null | false>;
      last = seen;
    } catch (error) {
      last = error;
    }
    await pause(10);
  } while (Date.now() < end);
  const detail = last instanceof Error ? last.message : JSON.stringify(last);
  throw new Error(`Not reached within ${deadlineMs} ms: ${message} (last seen: ${detail})`);
}
