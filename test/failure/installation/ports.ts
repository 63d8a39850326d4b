import { randomInt } from 'node:crypto';
import { isPortFree } from '../../../deploy/local/port.js';

/** Below the range of outgoing connections: while a server is stopped, a client's own connection could take its port. */
export async function keptPort(): Promise<number> {
  for (;;) {
    const port = randomInt(20_000, 30_000);
    if (await isPortFree(port)) return port;
  }
}
