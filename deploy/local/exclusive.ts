import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

/**
 * Holds `directory` for this process until it ends; returns what gives it back. A socket and not a file with a process
 * number: it cannot outlive its holder, and a number is given to another process after a while.
 * @throws Error naming the process that holds it
 */
export async function holdExclusively(directory: string): Promise<() => Promise<void>> {
  const name = createHash('sha256').update(path.resolve(directory)).digest('hex').slice(0, 16);
  const socket = path.join(tmpdir(), `lianban-${name}.sock`); // not inside: a socket's path is at most 107 bytes long
  for (;;) {
    const server = await listen(socket);
    if (server) return () => closed(server);
    const holder = await ask(socket);
    if (holder) {
      throw new Error(
        `Lianban already runs on ${directory} (process ${holder}). ` +
          `End it ("kill ${holder}"), or name another directory in LIANBAN_DATA.`,
      );
    }
    await rm(socket, { force: true }); // its holder was killed
  }
}

async function listen(socket: string): Promise<Server | undefined> {
  const server = createServer((visitor) => visitor.end(String(process.pid)));
  try {
    server.listen(socket);
    await once(server, 'listening');
    server.unref();
    return server;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') return undefined;
    throw error;
  }
}

/** Number of the process that listens; undefined when none does. */
async function ask(socket: string): Promise<string | undefined> {
  try {
    const visitor = connect(socket);
    const [answer] = (await once(visitor, 'data')) as [Buffer];
    return answer.toString();
  } catch {
    return undefined;
  }
}

async function closed(server: Server): Promise<void> {
  server.close();
  await once(server, 'close');
}
