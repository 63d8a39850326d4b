import type { DraftTask } from '#contracts';

/** Keys of tasks that a person adds; those of the paper begin otherwise. */
export function freeKey(tasks: readonly DraftTask[]): string {
  const numbers = tasks.map(({ key }) => Number(/^added-(\d+)$/.exec(key)?.[1] ?? 0));
  return `added-${Math.max(0, ...numbers) + 1}`;
}
