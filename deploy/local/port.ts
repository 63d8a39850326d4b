import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';

/** @throws Error that says how `command` is told another port when somebody listens on `port` of `host` */
export async function assertPortFree(port: number, host: string, command: string): Promise<void> {
  try {
    await listenOnce(port, host);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why = code === 'EADDRINUSE' ? 'is in use by another program' : `cannot be opened (${code})`;
    const example = `PORT=${port < 65_535 ? port + 1 : port - 1} ${command}`;
    throw new Error(`Port ${port} of ${host} ${why}. Choose another, for example: ${example}`, { cause: error });
  }
}

export async function isPortFree(port: number): Promise<boolean> {
  return listenOnce(port, '127.0.0.1').then(
    () => true,
    () => false,
  );
}

/** A port of this machine that nobody listens on now. */
export function anyFreePort(): Promise<number> {
  return listenOnce(0, '127.0.0.1');
}

async function listenOnce(port: number, host: string): Promise<number> {
  const probe = createServer().listen(port, host);
  await once(probe, 'listening');
  const address = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return address.port;
}
