import { load } from './load.js';
import { measurePages } from './pages.js';
import { printed, printedLoad } from './printed.js';
import { measureRecovery } from './recovery.js';
import { measureScores } from './scores.js';
import { measureStart } from './start.js';
import type { At } from './subject.js';
import { measureSweep } from './sweep.js';

/** What the command line says, read when a part runs. */
export interface Arguments {
  numberAfter: (flag: string, otherwise: number) => number;
  at: () => At;
  say: (line: string) => void;
}

const MILLION = 1_000_000;

/** The parts of the bench that are about the size of the data. A part gives its figures and how a person reads them. */
export function partsAtScale({ numberAfter, at, say }: Arguments) {
  const read = async (measured: Promise<object>) => {
    const figures = await measured;
    return { figures, text: printed(figures) };
  };
  return {
    load: async () => {
      const stop = new AbortController();
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
      const tasksOfAPlan = numberAfter('--of-a-plan', 10_000);
      const figures = await load({ tasks: numberAfter('--tasks', MILLION), tasksOfAPlan, say, stop: stop.signal });
      return { figures, text: printedLoad(figures) };
    },
    pages: () => read(measurePages({ at: at(), seconds: numberAfter('--seconds', 10), say })),
    sweep: () => read(measureSweep({ at: at(), say })),
    scores: () => read(measureScores({ at: at(), say })),
    start: () => read(measureStart({ at: at(), say })),
    recovery: () => read(measureRecovery({ at: at(), say })),
  };
}

/** `empty`, `million`, or the number of tasks that were loaded. */
export function atOf(word: string | undefined): At | undefined {
  if (word === undefined || word === 'empty') return 'empty';
  if (word === 'million') return MILLION;
  const tasks = Number(word);
  return Number.isInteger(tasks) && tasks > 0 ? tasks : undefined;
}
