import { setTimeout as pause } from 'node:timers/promises';
import { memoryOf, processesBelow } from '../processes.js';
import { onSubject, withInstance, type At } from './subject.js';

const STARTS = 3;
/** Until what a start does at once is done. */
const SETTLE_SECONDS = 30;

export interface StartFigures {
  /** Seconds from the command to the line `Ready`, the server running already. */
  ready: number[];
  /** MB of each part half a minute later, proportional set size; PostgreSQL with its shared buffers. */
  memory: Record<string, number>;
}

/** Starts the product in one process on the data, several times, and looks at what it then holds. */
export async function measureStart({ at, say }: { at: At; say: (line: string) => void }): Promise<StartFigures> {
  return onSubject(at, async (subject) => {
    if (at === 'empty') await withInstance(subject, 'embedded', {}, () => Promise.resolve()); // enters the sample
    const ready: number[] = [];
    let memory: Record<string, number> = {};
    for (let start = 1; start <= STARTS; start++) {
      const begun = performance.now();
      await withInstance(subject, 'embedded', {}, async ({ pid }) => {
        ready.push((performance.now() - begun) / 1000);
        say(`ready after ${ready.at(-1)?.toFixed(1)} s`);
        if (start < STARTS) return;
        await pause(SETTLE_SECONDS * 1000);
        memory = await memoryByPart([pid, subject.server.pid]);
      });
    }
    return { ready, memory };
  });
}

async function memoryByPart(roots: readonly number[]): Promise<Record<string, number>> {
  const memory: Record<string, number> = {};
  for (const root of roots) {
    for (const { pid, part } of await processesBelow(root)) memory[part] = (memory[part] ?? 0) + (await memoryOf(pid));
  }
  return memory;
}
