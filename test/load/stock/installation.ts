import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import kafkajs, { type Admin } from 'kafkajs';
import { DataSource } from 'typeorm';
import { startBroker, type Broker } from '../../../deploy/kafka/broker.js';
import { anyFreePort } from '../../../deploy/local/port.js';
import { DEFAULT_KAFKA_SETTINGS } from '#messaging';
import type { BenchServer } from '../bench-server.js';
import { startChild, type Child } from '../child.js';
import { TASKS } from '../path/work.js';
import { processesBelow } from '../processes.js';
import { ENTITIES } from './entities.js';
import { ACCEPTED, CONSUMERS, REPORTED, type Consumer } from './events.js';

/** Units of each task: one whose parts are reported on, the others' are there to be signed for. */
const UNITS = 17;

export interface StockInstallation {
  /** Where the commands are sent. */
  url: string;
  /** The broker and a process for each consumer. */
  pids: number[];
  databaseUrl: string;
  /** Assignments by unit, in the order of the tasks. */
  assignmentIds: string[][];
  /** Messages that the consumers together have yet to commit. */
  behind(): Promise<number>;
  stop(): Promise<void>;
}

/** A broker, a database with assignments, and a process for each consumer. */
export async function startStock(server: BenchServer, say: (line: string) => void): Promise<StockInstallation> {
  const databaseUrl = await server.createDatabase('stock');
  const assignmentIds = await fill(databaseUrl);
  const dataDir = await mkdtemp(path.join(tmpdir(), 'lianban-stock-'));
  const broker = await startBroker({
    dataDir,
    port: await anyFreePort(),
    controllerPort: await anyFreePort(),
    libsDir: path.resolve('.lianban/kafka/libs'),
    progress: say,
  });
  const kafka = new kafkajs.Kafka({ brokers: [broker.bootstrap], logLevel: kafkajs.logLevel.NOTHING });
  const admin = kafka.admin();
  const children: Child[] = [];
  const stop = () => stopAll(children, admin, broker, dataDir);
  try {
    await admin.connect();
    const numPartitions = DEFAULT_KAFKA_SETTINGS.partitions;
    await admin.createTopics({ topics: [ACCEPTED, REPORTED].map((topic) => ({ topic, numPartitions })) });
    for (const consumer of Object.keys(CONSUMERS) as Consumer[]) {
      const environment = { BROKER: broker.bootstrap, DATABASE_URL: databaseUrl };
      children.push(await startChild(path.join(import.meta.dirname, 'service.js'), environment, [consumer]));
    }
    const [{ ready: url }] = children as [Child];
    const brokers = (await processesBelow(process.pid)).filter(({ part }) => part === 'broker');
    const pids = [...brokers, ...children].map(({ pid }) => pid);
    return { url, pids, databaseUrl, assignmentIds, behind: () => behindOf(admin, url), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function stopAll(children: readonly Child[], admin: Admin, broker: Broker, dataDir: string): Promise<void> {
  await Promise.all(children.map((child) => child.stop()));
  await admin.disconnect();
  await broker.stop();
  await rm(dataDir, { recursive: true, force: true });
}

/** Tables as TypeORM makes them from the entities, and what the consumers would hold by then. */
async function fill(url: string): Promise<string[][]> {
  const dataSource = new DataSource({ type: 'postgres', url, entities: ENTITIES });
  await dataSource.initialize();
  try {
    for (const schema of ['tasks', 'assessment', 'notifications']) await dataSource.query(`CREATE SCHEMA ${schema}`);
    await dataSource.synchronize();
    await dataSource.query(
      `INSERT INTO tasks.assignment (assignment_id, task_id, unit_id, phase, progress, version)
       SELECT uuidv7(), task_id, unit_id, 'ASSIGNED', 0, 1 FROM
         (SELECT uuidv7() AS task_id FROM generate_series(1, $1)) t, (SELECT uuidv7() AS unit_id FROM generate_series(1, $2)) u`,
      [TASKS, UNITS],
    );
    await dataSource.query(
      `INSERT INTO tasks.cockpit_assignment SELECT assignment_id, task_id, unit_id, phase, progress FROM tasks.assignment`,
    );
    await dataSource.query(
      `INSERT INTO notifications.watched_assignment SELECT assignment_id, task_id, phase, progress FROM tasks.assignment`,
    );
    await dataSource.query(
      `INSERT INTO notifications.timetable_entry SELECT assignment_id, 'SIGN_DUE', 'PLANNED' FROM tasks.assignment`,
    );
    const units = await dataSource.query<{ ids: string[] }[]>(
      `SELECT array_agg(assignment_id ORDER BY task_id) AS ids FROM tasks.assignment GROUP BY unit_id ORDER BY unit_id`,
    );
    return units.map(({ ids }) => ids);
  } finally {
    await dataSource.destroy();
  }
}

/** By what was emitted, not by what the broker has: a client that has not sent yet is behind, too. */
async function behindOf(admin: Admin, url: string): Promise<number> {
  const emitted = (await (await fetch(`${url}/assignments/emitted`)).json()) as Record<string, number>;
  let behind = 0;
  for (const [consumer, topics] of Object.entries(CONSUMERS)) {
    const committed = await admin.fetchOffsets({ groupId: `${consumer}-server`, topics: [...topics] });
    const offsets = committed.flatMap(({ partitions }) => partitions.map(({ offset }) => Math.max(Number(offset), 0)));
    const wanted = topics.reduce((sum, topic) => sum + (emitted[topic] ?? 0), 0);
    behind += wanted - offsets.reduce((sum, offset) => sum + offset, 0);
  }
  return behind;
}
