import { setTimeout as pause } from 'node:timers/promises';

const BETWEEN_LOOKS_MS = 20;

/** Looks until `look` says yes; an error counts as no. @throws Error with the last error after `withinMs` */
export async function until(what: string, look: () => Promise<boolean> | boolean, withinMs: number): Promise<void> {
  const deadline = Date.now() + withinMs;
  let last = '';
  while (Date.now() < deadline) {
    try {
      if (await look()) return;
      last = '';
    } catch (error) {
      last = ` (${(error as Error).message})`;
    }
    await pause(BETWEEN_LOOKS_MS);
  }
  throw new Error(`Not within ${Math.round(withinMs / 1000)} s: ${what}${last}.`);
}
