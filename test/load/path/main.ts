import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import pg from 'pg';
import { newDataDirectory, removeDataDirectory, type Instance, type Mode } from '../../demo/instance.js';
import { PublicApi } from '../../../apps/standalone/src/sample/public-api.js';
import { onSubject, withInstance, type At, type Subject } from '../at-scale/subject.js';
import { behindOf, untilCaughtUp } from '../behind.js';
import { LoadClient, type Shot } from '../load-client.js';
import { durationsOf, type Durations } from '../statistics.js';
import { processesBelow } from '../processes.js';
import { processorPer } from './processor.js';
import type { BenchServer } from '../bench-server.js';
import { sustainedRate, type Sustained } from './sustained.js';
import { visibilityOf, type Visibility } from './visibility.js';
import { TASKS, Work } from './work.js';

export const CLIENTS = 32;
export const RATE = 200;
/** Until everything is compiled and cached, the broker too. */
export const WARM_UP_SECONDS = 10;

export interface PathOptions {
  /** Length of each latency measurement. */
  seconds: number;
  /** Length of the run that a sustained rate must hold. */
  sustainSeconds: number;
  at: At;
  say: (line: string) => void;
}

export interface Floor {
  commit: Durations;
  /** Milliseconds of processor time that each part takes for one at `RATE`. */
  perReportAtRate: Record<string, number>;
  perSecond: number;
  /** Milliseconds of processor time that each part takes for one. */
  perReport: Record<string, number>;
}

export interface ModeFigures {
  processes: number;
  commit: Durations;
  /** Milliseconds of processor time that each part takes for a report at `RATE`, its consumers' work included. */
  perReportAtRate: Record<string, number>;
  visible: Visibility;
  /** Reports per second that the service takes when nobody waits for its consumers. */
  peak: number;
  /** Milliseconds of processor time that each part takes for a report at that rate, its consumers' work included. */
  perReport: Record<string, number>;
  sustained: Sustained;
}

export interface PathFigures {
  durability: Record<string, string>;
  floor: Floor;
  embedded: ModeFigures;
  cluster: ModeFigures;
}

/** Measures the floor and both ways to run the product, one after the other, on one PostgreSQL with one client. */
export async function measurePath(options: PathOptions): Promise<PathFigures> {
  return onSubject(options.at, async (subject) => {
    const { server, durability } = subject;
    options.say('floor: bare NestJS and Fastify, the same rows');
    const floor = await measureFloor(server, options);
    options.say('embedded: one process, no broker');
    const embedded = await measureProduct('embedded', subject, options);
    options.say('cluster: a process per service, Apache Kafka');
    const cluster = await measureProduct('cluster', subject, options);
    return { durability, floor, embedded, cluster };
  });
}

export async function measureFloor(server: BenchServer, { seconds }: PathOptions): Promise<Floor> {
  const DATABASE_URL = await server.createDatabase('bench_floor');
  const child = fork(path.join(import.meta.dirname, 'floor.js'), {
    env: { ...process.env, DATABASE_URL, TASKS: String(TASKS) },
  });
  const [{ ready }] = (await once(child, 'message')) as [{ ready: string }];
  const client = new LoadClient(ready, CLIENTS);
  const next = (index: number): Shot => ({
    method: 'POST',
    path: '/report',
    body: JSON.stringify({ task: index % TASKS, progress: 50 }),
  });
  try {
    await client.closedLoop(8, WARM_UP_SECONDS, next);
    const parts = { floor: child.pid as number, server };
    const atRate = await processorPer(parts, () => client.openLoop(RATE, seconds, next));
    const { measured, perReport } = await processorPer(parts, () => client.closedLoop(CLIENTS, seconds, next));
    const commit = durationsOf(atRate.measured.durations);
    return { commit, perReportAtRate: atRate.perReport, perSecond: measured.perSecond, perReport };
  } finally {
    client.close();
    child.disconnect();
    await once(child, 'exit');
  }
}

/** Without loaded data each way to run the product begins with a database of its own. */
export async function measureProduct(mode: Mode, subject: Subject, options: PathOptions): Promise<ModeFigures> {
  const { server } = subject;
  const own = options.at === 'empty';
  const directory = own ? await newDataDirectory() : subject.installation;
  const url = own ? await server.createDatabase(`bench_${mode}`) : subject.url;
  try {
    return await withInstance({ url, installation: directory }, mode, {}, (instance, database) =>
      measure(instance, server, database, options),
    );
  } finally {
    if (own) await removeDataDirectory(directory);
  }
}

async function measure(
  instance: Instance,
  server: BenchServer,
  database: pg.Client,
  { seconds, sustainSeconds, say }: PathOptions,
): Promise<ModeFigures> {
  const work = await Work.prepare(instance, database);
  const client = new LoadClient(instance.tasksUrl(), CLIENTS);
  const office = PublicApi.at(instance.origin, work.token);
  const behind = () => behindOf(office);
  const report = (index: number): Shot => work.report(index);
  try {
    await openAll(client, work);
    await client.closedLoop(8, WARM_UP_SECONDS, report);
    const processes = (await processesBelow(instance.pid)).length;
    const parts = { product: instance.pid, server };
    const atRate = await processorPer(parts, async () => {
      const loop = await client.openLoop(RATE, seconds, report);
      await untilCaughtUp(behind);
      return loop;
    });
    say(`  commit measured`);
    const accepted = await client.openLoop(RATE, seconds, (index) => work.acceptance(index));
    await untilCaughtUp(behind);
    const visible = await visibilityOf(database, work.acceptedIds(accepted.dueAt.length), accepted.dueAt);
    say(`  visibility measured`);
    const { measured, perReport } = await processorPer(parts, async () => {
      const loop = await client.closedLoop(CLIENTS, seconds, report);
      await untilCaughtUp(behind);
      return loop;
    });
    say(`  processor time measured`);
    const peak = measured.perSecond;
    const sustained = await sustainedRate({ client, next: report, behind, from: peak, seconds: sustainSeconds });
    const commit = durationsOf(atRate.measured.durations);
    return { processes, commit, perReportAtRate: atRate.perReport, visible, peak, perReport, sustained };
  } finally {
    client.close();
  }
}

async function openAll(client: LoadClient, work: Work): Promise<void> {
  const next = (index: number): Shot => work.opening(index);
  await client.openLoop(RATE, TASKS / RATE, next);
}
