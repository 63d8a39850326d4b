import { execFile } from 'node:child_process';
import { chown, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Account } from './account.js';

const run = promisify(execFile);

const SUPERUSER = ['--username=postgres', '--encoding=UTF8', '--locale=C'];
/** The same order of texts on every host. */
const LOCALE = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8'];

export interface InitialiseOptions {
  binaries: string;
  dataDir: string;
  password: string | undefined;
  account: Account | undefined;
  /** False: not worth waiting for the disk. */
  durable: boolean;
  onWorking: (() => void) | undefined;
}

/** Makes an empty cluster at `dataDir` unless there is one. It appears there complete or not at all. */
export async function initialise(options: InitialiseOptions): Promise<void> {
  const { binaries, dataDir, password, account, durable, onWorking } = options;
  if ((await readdir(dataDir).catch(() => [])).length > 0) return;
  const unfinished = `${dataDir}.new`;
  const passwordFile = `${dataDir}.password`;
  await rm(unfinished, { recursive: true, force: true });
  await makeFor(account, unfinished);
  const auth = password ? ['--auth=scram-sha-256', `--pwfile=${passwordFile}`] : ['--auth=trust'];
  const sync = durable ? [] : ['--no-sync'];
  try {
    if (password) await writeFile(passwordFile, password, { mode: 0o600 });
    if (password && account) await chown(passwordFile, account.uid, account.gid);
    const made = run(path.join(binaries, 'initdb'), ['-D', unfinished, ...SUPERUSER, ...LOCALE, ...auth, ...sync], {
      uid: account?.uid,
      gid: account?.gid,
      cwd: unfinished,
    });
    onWorking?.();
    await made;
    await rename(unfinished, dataDir);
  } finally {
    await rm(passwordFile, { force: true });
  }
}

async function makeFor(account: Account | undefined, directory: string): Promise<void> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  if (account) await chown(directory, account.uid, account.gid);
}
