import type { LoadFigures } from './load.js';

/** The figures as a person reads them. */
export function printedLoad({ tasks, complete, seconds }: LoadFigures): string {
  const steps = Object.entries(seconds).map(([step, took]) => `${step} ${took.toFixed(1)} s`);
  return `${tasks} tasks ${complete ? 'are there' : 'are not all there yet: run it again'}; ${steps.join(', ')}`;
}

/** One line for each figure, or for each set of durations. */
export function printed(figures: object): string {
  const lines = Object.entries(figures).map(([name, value]) => `${name.padEnd(44)} ${valueOf(value)}`);
  return lines.join('\n');
}

function valueOf(value: unknown): string {
  if (typeof value === 'number') return String(Math.round(value * 100) / 100);
  if (Array.isArray(value)) return value.map(valueOf).join(', ');
  const parts = Object.entries(value as object).filter(([name]) => name !== 'count');
  return parts.map(([name, part]) => `${name} ${valueOf(part)}`).join('  ');
}
