import { readFileSync } from 'node:fs';

const CHECK_MS = 1_000;

/**
 * Calls `stop` when the npm that started this process is gone. A killed npm passes nothing on, and the shell between it
 * and us lives on; only that shell's parent changes.
 */
export function followNpm(stop: () => void): void {
  if (process.env.npm_lifecycle_event === undefined) return; // started by hand: may well outlive its shell
  const npm = npmAbove();
  setInterval(() => npmAbove() !== npm && stop(), CHECK_MS).unref();
}

/** Our parent when that is npm itself, else the parent of the shell that npm runs scripts in. */
function npmAbove(): number | undefined {
  const { ppid } = process;
  try {
    if (readFileSync(`/proc/${ppid}/cmdline`, 'utf8').startsWith('npm')) return ppid;
    const afterName = readFileSync(`/proc/${ppid}/stat`, 'utf8').split(') ').at(-1);
    return Number(afterName?.split(' ')[1]);
  } catch {
    return ppid; // the shell is gone too, or this is not Linux: then at least our own parent is followed
  }
}
