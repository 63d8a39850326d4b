import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { serverOn, type BenchServer } from '../bench-server.js';

/** Top of the repository, from the sources as well as from `dist`. */
const ROOT = path.resolve(
  import.meta.dirname,
  import.meta.dirname.includes(`${path.sep}dist${path.sep}`) ? '../../../..' : '../../..',
);

/** How far the loader is; written after each step. */
export interface Made {
  /** Until when things have happened in the data: the evening of a working day, ISO instant. */
  asOf: string;
  /** Units and accounts are registered. */
  registered?: true;
  /** Every consumer of every service has applied the templates. */
  followed?: true;
  /** Everything is there: it can be measured on. */
  complete?: true;
}

/** Loaded data that later runs use again: a server's data directory and the secrets of its installation. */
export interface Store {
  /** Data directory of an installation, for `startInstance`. */
  installation: string;
  server: BenchServer;
  /** Administrator's URL of the database that holds every service. */
  url: string;
  made: Made;
  remember(made: Made): Promise<void>;
}

/**
 * Opens what is kept of `tasks` tasks below `.lianban-bench`, empty when nothing was loaded yet, and starts its server.
 * @param asOf of data that are still to be made
 */
export async function openStore(tasks: number, asOf: Date): Promise<Store> {
  const directory = path.join(ROOT, '.lianban-bench', String(tasks));
  const installation = path.join(directory, 'installation');
  await mkdir(installation, { recursive: true });
  const file = path.join(directory, 'made.json');
  const made = (await read(file)) ?? { asOf: asOf.toISOString() };
  const server = await serverOn(path.join(directory, 'postgres'));
  const url = await server.createDatabase('lianban');
  const store: Store = {
    installation,
    server,
    url,
    made,
    remember: async (now) => {
      await writeFile(`${file}.new`, JSON.stringify(now));
      await rename(`${file}.new`, file);
      store.made = now;
    },
  };
  await store.remember(made);
  return store;
}

async function read(file: string): Promise<Made | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Made;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
