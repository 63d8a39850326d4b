/** What is reported of a set of durations, in milliseconds. */
export interface Durations {
  count: number;
  p50: number;
  p95: number;
  p99: number;
  max: number;
}

export function durationsOf(milliseconds: readonly number[]): Durations {
  if (milliseconds.length === 0) throw new Error('Nothing was measured.');
  const sorted = Float64Array.from(milliseconds).sort();
  return {
    count: sorted.length,
    p50: percentile(sorted, 0.5),
    p95: percentile(sorted, 0.95),
    p99: percentile(sorted, 0.99),
    max: percentile(sorted, 1),
  };
}

/** Nearest rank: a value that was measured, not one between two. */
function percentile(sorted: Float64Array, share: number): number {
  const rank = Math.max(Math.ceil(share * sorted.length), 1);
  return Math.round((sorted[rank - 1] as number) * 100) / 100;
}

/** `a` as a multiple of `b`, to two digits. */
export function ratio(a: number, b: number): number {
  return Math.round((a / b) * 100) / 100;
}
