import { chmod, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { holdExclusively } from './exclusive.js';
import { secretsOf, type Secrets } from './secrets.js';

/** Everything a local installation keeps between runs, the same for one process and for a local cluster. */
export interface Installation {
  readonly directory: string;
  readonly secrets: Secrets;
  readonly postgresData: string;
  readonly postgresLog: string;
  readonly kafkaData: string;
  readonly kafkaLibs: string;
  /** Lets another process open it. */
  close(): Promise<void>;
}

/** Top of the repository, from the sources as well as from `dist`. */
const ROOT = path.resolve(
  import.meta.dirname,
  import.meta.dirname.includes(`${path.sep}dist${path.sep}`) ? '../../..' : '../..',
);

/**
 * Opens the installation in `directory` (default: `.lianban` in the repository), made when it is not there.
 * @throws Error when another process has it open
 */
export async function openInstallation(directory = path.join(ROOT, '.lianban')): Promise<Installation> {
  const at = path.resolve(directory);
  const inside = (...names: string[]) => path.join(at, ...names);
  await mkdir(inside('secrets'), { recursive: true, mode: 0o700 });
  await mkdir(inside('kafka'), { recursive: true });
  await chmod(at, 0o711); // PostgreSQL's own user, which root steps down to, must get through to its data
  const close = await holdExclusively(at);
  return {
    directory: at,
    secrets: await secretsOf(inside('secrets')),
    postgresData: inside('postgres'),
    postgresLog: inside('postgres.log'),
    kafkaData: inside('kafka', 'data'),
    kafkaLibs: path.join(ROOT, '.lianban', 'kafka', 'libs'), // programs, not data: fetched once for all installations
    close,
  };
}
