import { readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Start of the name of a directory under the system's temporary one that belongs to this process. */
export function runDirectoryPrefix(kind: string): string {
  return `lianban-test-${kind}-${process.pid}-`;
}

/** Removes what runs left that were killed before they could clean up: those whose process is gone. */
export async function removeAbandoned(kind: string): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const owner = new RegExp(`^lianban-test-${kind}-(\\d+)-`).exec(name)?.[1];
    if (owner && !isAlive(Number(owner))) await rm(path.join(tmpdir(), name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
