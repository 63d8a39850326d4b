import { readFile } from 'node:fs/promises';

const INTERVAL_MS = 50;
const KILOBYTE = 1024;

/**
 * Calls `exceeded` when a process takes more than `limit`. V8 bounds its heap alone; what a file unpacks to lies outside. Where
 * the system does not tell (no /proc), the limits on unpacking and the heap are the bound.
 */
export function watchMemory(pid: number | undefined, limit: number, exceeded: () => void): () => void {
  const timer = setInterval(() => {
    void residentBytes(pid).then((bytes) => {
      if (bytes > limit) exceeded();
    });
  }, INTERVAL_MS);
  return () => clearInterval(timer);
}

async function residentBytes(pid: number | undefined): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/^VmRSS:\s*(\d+) kB/m.exec(status)?.[1] ?? 0) * KILOBYTE;
}
