import pg from 'pg';
import { newDataDirectory, removeDataDirectory, startInstance, type Instance, type Mode } from '../../demo/instance.js';
import { startServer, type BenchServer } from '../bench-server.js';
import { durabilityOf } from '../durability.js';
import { openStore } from './store.js';

/** On which data something is measured: the sample alone, or what the loader made of so many tasks. */
export type At = 'empty' | number;

/** An installation with its server, the product not running yet. */
export interface Subject {
  server: BenchServer;
  url: string;
  installation: string;
  /** Until when things have happened in the data, ISO instant; where a demonstration's clock begins. */
  asOf: string;
  durability: Record<string, string>;
}

/** Opens the data, has them measured and closes them. Refuses data that are not complete. */
export async function onSubject<T>(at: At, measure: (subject: Subject) => Promise<T>): Promise<T> {
  return at === 'empty' ? onEmpty(measure) : onLoaded(at, measure);
}

async function onEmpty<T>(measure: (subject: Subject) => Promise<T>): Promise<T> {
  const server = await startServer();
  const installation = await newDataDirectory();
  try {
    const url = await server.createDatabase('lianban');
    const durability = await durabilityOf(url);
    return await measure({ server, url, installation, asOf: '2026-11-27T20:00:00+08:00', durability });
  } finally {
    await server.stop();
    await removeDataDirectory(installation);
  }
}

async function onLoaded<T>(tasks: number, measure: (subject: Subject) => Promise<T>): Promise<T> {
  const { server, url, installation, made } = await openStore(tasks, new Date());
  try {
    if (!made.complete) throw new Error(`Run npm run bench -- load --tasks ${tasks} first, to its end.`);
    return await measure({ server, url, installation, asOf: made.asOf, durability: await durabilityOf(url) });
  } finally {
    await server.stop();
  }
}

/** Runs the product on the subject, without limits on how often one client may ask. */
export async function withInstance<T>(
  { url, installation }: Pick<Subject, 'url' | 'installation'>,
  mode: Mode,
  environment: Record<string, string>,
  work: (instance: Instance, database: pg.Client) => Promise<T>,
): Promise<T> {
  const instance = await startInstance(mode, installation, {
    DATABASE_URL: url,
    LOG_LEVEL: 'info', // a service of a cluster tells where it listens
    RATE_LIMIT_PER_MINUTE: '10000000',
    SIGN_IN_LIMIT_PER_MINUTE: '1000',
    ...environment,
  });
  const database = new pg.Client({ connectionString: url });
  await database.connect();
  try {
    return await work(instance, database);
  } finally {
    await database.end();
    await instance.stop();
  }
}
