import type { ServiceName } from '#platform';
import type { Point } from '../composition/points.js';
import { until } from '../installation/wait.js';
import { BOTH, CLUSTER, type FaultKind } from './fault.js';

const REACHED_WITHIN_MS = 10_000;

/** A process dies between two steps, the `nth` time that it comes there. */
function dies(name: string, point: Point, services: readonly ServiceName[], modes: FaultKind['modes']): FaultKind {
  return {
    name,
    modes,
    takes: ['processes'],
    inject: async ({ product }, random) => {
      const service = random.pick(services);
      const process = product.processOf(service);
      process.forget(point);
      const ends = process.ends.length;
      process.tell({ arm: point, nth: random.int(1, 20) });
      const died = () => process.reached(point) && process.ends.length > ends;
      const there = await until(`${service} comes to ${point}`, died, REACHED_WITHIN_MS).then(
        () => true,
        () => false, // it had nothing to do there meanwhile
      );
      const proof = there ? `${process.options.name} died at ${point}` : null;
      return { lasts: 0, heal: () => Promise.resolve(), proof: () => Promise.resolve(proof) };
    },
  };
}

const CONSUMERS: readonly ServiceName[] = ['tasks', 'assessment', 'notifications'];

export const DEATHS_BETWEEN_STEPS: readonly FaultKind[] = [
  dies('service dies between commit and answer', 'command-before-answer', ['tasks'], BOTH),
  dies('consumer dies between effects and commit', 'effects-before-commit', CONSUMERS, BOTH),
  dies('consumer dies between commit and offset commit', 'commit-before-offsets', CONSUMERS, BOTH),
  dies('relay dies between send and cursor', 'send-before-cursor', ['tasks'], CLUSTER),
];
