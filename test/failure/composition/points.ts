import { writeFileSync } from 'node:fs';
import path from 'node:path';

/** Where a process can be told to die: between two steps that only a crash comes between. */
export const POINTS = [
  'effects-before-commit', // a consumer has written its effects, and not committed them
  'commit-before-offsets', // a consumer has committed, and told nobody
  'send-before-cursor', // a relay has sent, and its cursor has not moved
  'command-before-answer', // a command is committed, and nobody was told
] as const;
export type Point = (typeof POINTS)[number];

const armed = new Map<Point, number>();

/** Lets the process die when it comes to `point` for the `nth` time from now on. */
export function arm(point: Point, nth: number): void {
  armed.set(point, nth);
}

/** Called where the point is. Leaves a mark and dies without another step, as a power cut would have it. */
export function pass(point: Point): void {
  const left = armed.get(point);
  if (left === undefined) return;
  armed.set(point, left - 1);
  if (left > 1) return;
  const { FAILURE_DIRECTORY = '', FAILURE_PROCESS = '' } = process.env;
  writeFileSync(path.join(FAILURE_DIRECTORY, `reached-${FAILURE_PROCESS}-${point}`), new Date().toISOString());
  process.kill(process.pid, 'SIGKILL');
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0); // the signal is on its way; nothing may happen meanwhile
}
