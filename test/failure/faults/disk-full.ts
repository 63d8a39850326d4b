import { readFile, stat } from 'node:fs/promises';
import { BOTH, type FaultKind } from './fault.js';

/** The database's disk has no byte left; somebody makes room, and starts the server where it has given up. */
export const DISK_FULL: FaultKind = {
  name: 'disk full',
  modes: BOTH,
  takes: ['PostgreSQL'],
  applies: ({ bench }) => bench.disk !== null,
  inject: async ({ bench: { disk, postgres } }, random) => {
    const from = await stat(postgres.logFile).then(
      ({ size }) => size,
      () => 0,
    );
    const taken = (await disk?.fill()) ?? 0;
    return {
      lasts: random.int(2_000, 4_000),
      heal: async () => {
        await disk?.empty();
        await postgres.comeBack();
      },
      proof: async () => {
        const said = (await readFile(postgres.logFile)).subarray(from).toString();
        const full = said.split('\n').filter((line) => line.includes('No space left on device')).length;
        return full > 0
          ? `${Math.round(taken / 1e6)} MB taken, PostgreSQL said ${full} times that no space is left`
          : null;
      },
    };
  },
};
