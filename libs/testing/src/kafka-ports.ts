import { randomInt } from 'node:crypto';
import net from 'node:net';
import path from 'node:path';

/**
 * A port on 127.0.0.1 that is free now. Below the range of outgoing connections: while a broker is down for a test, a
 * client's own connection could otherwise take its port.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(20_000, 30_000);
    if (await isFree(port)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

/** Where Kafka's jars are kept in this checkout. */
export function kafkaLibsDir(): string {
  return path.resolve('.lianban/kafka/libs');
}
