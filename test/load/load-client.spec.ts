import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { LoadClient } from './load-client.js';

/** A client of a server that answers with the path, or with 409 to `/refused`. */
async function clientOfAnEcho(): Promise<LoadClient> {
  const server = createServer((request, answer) => {
    answer.statusCode = request.url === '/refused' ? 409 : 200;
    answer.end(request.url);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const client = new LoadClient(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, 4);
  onTestFinished(() => {
    client.close();
    server.close();
  });
  return client;
}

it('a piece of several requests is timed as one, and each client does one at a time', async () => {
  const client = await clientOfAnEcho();
  const atWork = new Set<number>();
  let pieces = 0;
  const { durations } = await client.closedWork(3, 0.1, async (index, asClient) => {
    expect(atWork.has(asClient)).toBe(false);
    atWork.add(asClient);
    for (const step of [1, 2])
      expect(await client.ask({ method: 'GET', path: `/${index}/${step}` })).toBe(`/${index}/${step}`);
    atWork.delete(asClient);
    pieces++;
  });
  expect(durations).toHaveLength(pieces);
  expect(pieces).toBeGreaterThan(3);
});

it('a refusal ends the measurement', async () => {
  const client = await clientOfAnEcho();
  const measured = client.closedLoop(2, 0.1, () => ({ method: 'GET', path: '/refused' }));
  await expect(measured).rejects.toThrow('GET /refused was answered with 409');
});
