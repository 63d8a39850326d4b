import type { FaultProxy } from '../installation/fault-proxy.js';
import { BOTH, CLUSTER, type FaultKind, type Stage } from './fault.js';

type Server = 'PostgreSQL' | 'Kafka';
type Counted = keyof FaultProxy['counts'];

interface Weather {
  name: string;
  /** Milliseconds, least and most. */
  lasts: readonly [number, number];
  begin: (proxy: FaultProxy, strength: number) => void;
  /** Besides carrying everything again. */
  end?: (proxy: FaultProxy) => void;
  counted: Counted;
  long?: true;
}

const WEATHERS: readonly Weather[] = [
  { name: 'slow', lasts: [2_000, 4_000], begin: (proxy, strength) => proxy.slow(5 + strength), counted: 'delayed' },
  { name: 'broken', lasts: [0, 500], begin: (proxy) => proxy.cut(), end: (proxy) => proxy.cut(), counted: 'cut' },
  { name: 'refused', lasts: [500, 3_000], begin: (proxy) => proxy.refuse(), counted: 'refused' },
  // What was swallowed makes the connection useless; a network that comes back resets it.
  {
    name: 'half-open',
    lasts: [1_000, 5_000],
    begin: (proxy) => proxy.silence(),
    end: (proxy) => proxy.cut(),
    counted: 'swallowed',
  },
  // Nobody ever tells either end: only the services' own limits end the waiting.
  {
    name: 'lost without a word',
    lasts: [1_000, 2_000],
    begin: (proxy) => proxy.silence(),
    counted: 'swallowed',
    long: true,
  },
];

async function proxyOf({ bench }: Stage, server: Server): Promise<FaultProxy> {
  return server === 'PostgreSQL' ? bench.postgres.proxy : (await bench.kafka()).proxy;
}

function connections(
  server: Server,
  { name, lasts, begin, end, counted, long }: Weather,
  modes: FaultKind['modes'],
): FaultKind {
  return {
    name: `connections to ${server} ${name}`,
    modes,
    takes: [server],
    long,
    inject: async (stage, random) => {
      const proxy = await proxyOf(stage, server);
      const before = proxy.counts[counted];
      begin(proxy, random.int(0, 40));
      return {
        lasts: random.int(...lasts),
        heal: () => {
          proxy.clear();
          end?.(proxy);
          return Promise.resolve();
        },
        proof: () => {
          const count = proxy.counts[counted] - before;
          return Promise.resolve(count > 0 ? `${count} times ${counted}` : null);
        },
      };
    },
  };
}

export const NETWORK: readonly FaultKind[] = [
  ...WEATHERS.map((weather) => connections('PostgreSQL', weather, BOTH)),
  ...WEATHERS.map((weather) => connections('Kafka', weather, CLUSTER)),
];
