import { setTimeout as pause } from 'node:timers/promises';
import { PublicApi } from '../../../apps/standalone/src/sample/public-api.js';
import type { Instance } from '../../demo/instance.js';
import { behindOf } from '../behind.js';
import { processesBelow } from '../processes.js';
import { DailyWork } from './daily-work.js';
import { onSubject, withInstance, type At } from './subject.js';

const VICTIMS = ['tasks', 'notifications', 'assessment', 'departments', 'gateway', 'broker'] as const;
const LOOK_MS = 50;
const PATIENCE_MS = 120_000;

/** Seconds from the kill until an update was accepted again and everybody had applied it. */
export type RecoveryFigures = Partial<Record<(typeof VICTIMS)[number], number>>;

/** Kills one process of a cluster after the other, each when all had come to rest. */
export async function measureRecovery({ at, say }: { at: At; say: (line: string) => void }): Promise<RecoveryFigures> {
  return onSubject(at, (subject) =>
    withInstance(subject, 'cluster', {}, async (instance, database) => {
      const work = await DailyWork.prepare(instance, database);
      const api = PublicApi.at(instance.origin, work.officeToken);
      const figures: RecoveryFigures = {};
      for (const [index, victim] of VICTIMS.entries()) {
        await until(async () => (await behindOf(api)) === 0);
        const begun = performance.now();
        await kill(instance, victim);
        await until(() => answered(instance, work, index));
        await until(async () => (await behindOf(api)) === 0);
        figures[victim] = (performance.now() - begun) / 1000;
        say(`${victim}: ${figures[victim].toFixed(1)} s`);
      }
      return figures;
    }),
  );
}

async function kill({ pid }: Instance, victim: string): Promise<void> {
  const found = (await processesBelow(pid)).filter(({ part }) => part === victim);
  if (found.length !== 1 || !found[0]) throw new Error(`There are ${found.length} processes of ${victim}, not one.`);
  process.kill(found[0].pid, 'SIGKILL');
}

async function answered({ origin }: Instance, work: DailyWork, index: number): Promise<boolean> {
  const { path, headers, body } = work.report(index);
  const response = await fetch(origin + path, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: body ?? null,
  });
  return response.ok;
}

/** While a process is gone, asking fails in many ways. */
async function until(done: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  while (!(await done().catch(() => false))) {
    if (Date.now() > deadline) throw new Error(`Not recovered after ${PATIENCE_MS / 1000} s.`);
    await pause(LOOK_MS);
  }
}
