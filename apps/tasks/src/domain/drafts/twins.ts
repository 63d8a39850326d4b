import type { DraftTask } from '#contracts';

/** Once its twin is merged, removed or said to be another task, nothing is left to compare it with. */
export function withoutTwin({ twinKey: _, ...task }: DraftTask): DraftTask {
  return task;
}
