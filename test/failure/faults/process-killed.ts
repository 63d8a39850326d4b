import type { FaultKind } from './fault.js';
import { CLUSTER } from './fault.js';

/** `kill -9` of one process, whatever it is doing; it is started again. */
function kill(name: string, modes: FaultKind['modes']): FaultKind {
  return {
    name: `kill -9 of ${name}`,
    modes,
    takes: ['processes'],
    inject: async ({ product }) => {
      const process = product.process(name);
      const before = process.ends.length;
      await process.kill();
      const proof = () => (process.ends[before] === 'SIGKILL' ? `process ended by SIGKILL` : null);
      return { lasts: 0, heal: () => Promise.resolve(), proof: () => Promise.resolve(proof()) };
    },
  };
}

export const PROCESSES_KILLED: readonly FaultKind[] = [
  kill('lianban', ['embedded']),
  ...['departments', 'tasks', 'assessment', 'notifications', 'gateway'].map((name) => kill(name, CLUSTER)),
];
