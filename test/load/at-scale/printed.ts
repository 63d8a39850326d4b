import type { LoadFigures } from './load.js';

/** The figures as a person reads them. */
export function printedLoad({ tasks, complete, seconds }: LoadFigures): string {
  const steps = Object.entries(seconds).map(([step, took]) => `${step} ${took.toFixed(1)} s`);
  return `${tasks} tasks ${complete ? 'are there' : 'are not all there yet: run it again'}; ${steps.join(', ')}`;
}
