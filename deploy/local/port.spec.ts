import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { assertPortFree } from './port.js';

it('a port that is taken is named with the command that was given, on another port', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  onTestFinished(() => void other.close());
  const { port } = other.address() as AddressInfo;
  const free = assertPortFree(port, '127.0.0.1', 'npm run start:cluster');
  await expect(free).rejects.toThrow(/^Port \d+ of 127\.0\.0\.1 is in use .*: PORT=\d+ npm run start:cluster$/);
});
