import { processorPer } from '../path/processor.js';
import { startServer } from '../bench-server.js';
import { durabilityOf } from '../durability.js';
import { LoadClient } from '../load-client.js';
import { processesBelow } from '../processes.js';
import { durationsOf, type Durations } from '../statistics.js';
import { startFloor } from './bare.js';
import {
  Unavailable,
  type Contender,
  type ContenderOptions,
  type Lifecycle,
  type StartContender,
} from './contender.js';
import { startFlowable } from '../peers/flowable.js';
import { startRedmine } from '../peers/redmine.js';
import { startProduct } from './product.js';

/** Until everything is compiled and cached. */
const WARM_UP_SECONDS = 10;

/** Who can be measured, in the order of the run. */
const CONTENDERS = {
  floor: startFloor,
  embedded: startProduct('embedded'),
  cluster: startProduct('cluster'),
  flowable: startFlowable,
  redmine: startRedmine,
} as const satisfies Record<string, StartContender>;

export type ContenderName = keyof typeof CONTENDERS;

/**
 * @param list names with commas between; all when absent
 * @throws Error that names those there are
 */
export function contendersNamed(list: string | undefined): ContenderName[] {
  const known = Object.keys(CONTENDERS) as ContenderName[];
  if (list === undefined) return known;
  const unknown = list.split(',').filter((name) => !Object.hasOwn(CONTENDERS, name));
  if (unknown.length > 0) throw new Error(`--peers takes ${known.join(',')}, not ${unknown.join(',')}.`);
  return known.filter((name) => list.split(',').includes(name));
}

export interface LifecycleOptions {
  contenders: readonly ContenderName[];
  clients: number;
  seconds: number;
  say: (line: string) => void;
}

export interface LifecycleFigures {
  name: string;
  requests: string;
  perSecond: number;
  /** From the first request of a lifecycle to having found it. */
  durations: Durations;
  /** Milliseconds of processor time that each part takes for one, what follows the answers included. */
  perLifecycle: Record<string, number>;
  /** Seconds from the last answer until every consumer had applied everything. */
  settled?: number;
}

/** What was measured of one system, or why it was not. */
export type Measured = { processes: number; lifecycles: LifecycleFigures[] } | { missing: string };

export interface SideBySide {
  durability: Record<string, string>;
  clients: number;
  contenders: Partial<Record<ContenderName, Measured>>;
}

/** Measures the systems named, one after the other, on one PostgreSQL with one client. */
export async function measureLifecycle(options: LifecycleOptions): Promise<SideBySide> {
  const server = await startServer();
  try {
    const figures: SideBySide = {
      durability: await durabilityOf(server.url),
      clients: options.clients,
      contenders: {},
    };
    for (const name of options.contenders) {
      options.say(`${name}: starting`);
      figures.contenders[name] = await measured(CONTENDERS[name], { ...options, server });
    }
    return figures;
  } finally {
    await server.stop();
  }
}

type RunOptions = ContenderOptions & { seconds: number };

async function measured(start: StartContender, options: RunOptions): Promise<Measured> {
  let contender: Contender;
  try {
    contender = await start(options);
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error;
    options.say(`  NOT MEASURED: ${error.message}`);
    return { missing: error.message };
  }
  try {
    const lifecycles: LifecycleFigures[] = [];
    for (const lifecycle of contender.lifecycles) lifecycles.push(await measure(contender, lifecycle, options));
    return { processes: (await processesBelow(contender.pid)).length, lifecycles };
  } finally {
    await contender.stop();
  }
}

async function measure(
  { url, pid, warmUpSeconds = WARM_UP_SECONDS }: Contender,
  { name, requests, live, behind }: Lifecycle,
  { server, clients, seconds, say }: RunOptions,
): Promise<LifecycleFigures> {
  const client = new LoadClient(url, clients);
  const work = (index: number, asClient: number): Promise<void> => live(client, index, asClient);
  try {
    await client.closedWork(clients, warmUpSeconds, work);
    if (behind) await settledAfter(behind);
    let settled: number | undefined;
    const { measured: run, perReport } = await processorPer({ product: pid, server }, async () => {
      const loop = await client.closedWork(clients, seconds, work);
      if (behind) settled = await settledAfter(behind);
      return loop;
    });
    say(`  ${name}: ${run.perSecond.toFixed(1)}/s`);
    const durations = durationsOf(run.durations);
    const figures = { name, requests, perSecond: run.perSecond, durations, perLifecycle: perReport };
    return settled === undefined ? figures : { ...figures, settled };
  } finally {
    client.close();
  }
}

/** Seconds until nothing is behind. */
async function settledAfter(behind: () => Promise<number>): Promise<number> {
  const begun = performance.now();
  while ((await behind()) > 0);
  return (performance.now() - begun) / 1000;
}
