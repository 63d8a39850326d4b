import { once } from 'node:events';
import { createServer } from 'node:net';

/** @throws Error that says how to choose another port when somebody listens on `port` of `host` */
export async function assertPortFree(port: number, host: string): Promise<void> {
  const probe = createServer();
  try {
    probe.listen(port, host);
    await once(probe, 'listening');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why = code === 'EADDRINUSE' ? 'is in use by another program' : `cannot be opened (${code})`;
    throw new Error(`Port ${port} of ${host} ${why}. Choose another: PORT=3001 npm start`, { cause: error });
  }
  probe.close();
  await once(probe, 'close');
}

/** A port of this machine that nobody listens on now. */
export async function anyFreePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as { port: number };
  probe.close();
  await once(probe, 'close');
  return port;
}
