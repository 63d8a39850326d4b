import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { onSubject } from '../at-scale/subject.js';
import type { BenchServer } from '../bench-server.js';
import { LoadClient, type Shot } from '../load-client.js';
import {
  CLIENTS,
  measureFloor,
  measureProduct,
  RATE,
  WARM_UP_SECONDS,
  type Floor,
  type ModeFigures,
  type PathOptions,
} from '../path/main.js';
import { processorPer } from '../path/processor.js';
import { sustainedRate } from '../path/sustained.js';
import { visibilityOf } from '../path/visibility.js';
import { TASKS } from '../path/work.js';
import { durationsOf } from '../statistics.js';
import { startStock, type StockInstallation } from './installation.js';

/**
 * The search for the sustained rate begins this far above what went through all consumers at full load: from the peak it would
 * pile up, and wait for, minutes of messages at each of its first twenty steps.
 */
const HEADROOM = 1.5;

export interface StockFigures {
  durability: Record<string, string>;
  floor: Floor;
  stock: ModeFigures;
  cluster: ModeFigures;
}

/** Measures the floor, the stock way and the product through Kafka, one after the other, on one PostgreSQL with one client. */
export async function measureStock(options: PathOptions): Promise<StockFigures> {
  return onSubject(options.at, async (subject) => {
    const { server, durability } = subject;
    options.say('floor: bare NestJS and Fastify, the same rows');
    const floor = await measureFloor(server, options);
    options.say('stock: ServerKafka, one message at a time, TypeORM save, one emit per message');
    const stock = await measureStockWay(server, options);
    options.say('cluster: a process per service, Apache Kafka');
    const cluster = await measureProduct('cluster', subject, options);
    return { durability, floor, stock, cluster };
  });
}

async function measureStockWay(server: BenchServer, options: PathOptions): Promise<ModeFigures> {
  const installation = await startStock(server, options.say);
  const database = new pg.Client({ connectionString: installation.databaseUrl });
  await database.connect();
  try {
    return await measure(installation, server, database, options);
  } finally {
    await database.end();
    await installation.stop();
  }
}

/** Step by step what is measured of the product. */
async function measure(
  { url, pids, assignmentIds, behind }: StockInstallation,
  server: BenchServer,
  database: pg.Client,
  { seconds, sustainSeconds, say }: PathOptions,
): Promise<ModeFigures> {
  const [reportedOn = [], ...others] = assignmentIds;
  const toBeSigned = others.flat();
  const client = new LoadClient(url, CLIENTS);
  const accept = (id: string | undefined): Shot => ({ method: 'POST', path: `/assignments/${id}/acceptance` });
  // Another progress each time: `save` writes nothing where nothing has changed.
  const report = (index: number): Shot => ({
    method: 'POST',
    path: `/assignments/${reportedOn[index % TASKS]}/reports`,
    body: JSON.stringify({
      progress: Math.floor(index / TASKS) % 100,
      text: `第${index}次进展：按计划推进，已完成标准比对和企业走访，正在汇总意见。`,
    }),
  });
  try {
    await client.openLoop(RATE, TASKS / RATE, (index) => accept(reportedOn[index]));
    await client.closedLoop(8, WARM_UP_SECONDS, report);
    await untilNothing(behind);
    const parts = { product: pids, server };
    const atRate = await processorPer(parts, async () => {
      const loop = await client.openLoop(RATE, seconds, report);
      await untilNothing(behind);
      return loop;
    });
    say('  commit measured');
    const accepted = await client.openLoop(RATE, seconds, (index) => accept(toBeSigned[index]));
    await untilNothing(behind);
    const visible = await visibilityOf(database, toBeSigned.slice(0, accepted.dueAt.length), accepted.dueAt);
    say('  visibility measured');
    let throughAll = 0;
    const { measured, perReport } = await processorPer(parts, async () => {
      const begun = performance.now();
      const loop = await client.closedLoop(CLIENTS, seconds, report);
      await untilNothing(behind);
      throughAll = (loop.durations.length * 1000) / (performance.now() - begun);
      return loop;
    });
    const peak = measured.perSecond;
    say(`  processor time measured; ${Math.round(peak)}/s taken, ${Math.round(throughAll)}/s through all consumers`);
    const from = Math.min(peak, throughAll * HEADROOM);
    const sustained = await sustainedRate({ client, next: report, behind, from, seconds: sustainSeconds });
    const commit = durationsOf(atRate.measured.durations);
    const { perReport: perReportAtRate } = atRate;
    return { processes: pids.length, commit, perReportAtRate, visible, peak, perReport, sustained };
  } finally {
    client.close();
  }
}

async function untilNothing(behind: () => Promise<number>): Promise<void> {
  while ((await behind()) > 0) await pause(50); // asking is not free: it takes an administrator's request for each group
}
