import { once } from 'node:events';
import { Agent, createServer, get, type IncomingMessage } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { HttpConnections } from './http-connections.js';
import { startProcess, type RunningProcess } from './start-process.js';

interface Gated {
  running: RunningProcess;
  /** Requests to `/working` that are being worked on. */
  working: () => number;
  /** Resolves when `/gated` is asked for. */
  entered: Promise<void>;
  /** Lets `/gated` answer. */
  open: () => void;
}

async function startGated(): Promise<Gated> {
  let working = 0;
  const gate = Promise.withResolvers<void>();
  const entered = Promise.withResolvers<void>();
  const running = await startProcess({
    name: 'test',
    config: { HOST: '127.0.0.1', PORT: 0, LOG_LEVEL: 'silent', DEMO_CLOCK: undefined },
    modules: [],
    extend: async (app) => {
      const fastify = app.getHttpAdapter().getInstance();
      fastify.get('/quick', () => ({}));
      fastify.get('/working', async () => {
        working++;
        await pause(20);
        working--;
        return {};
      });
      fastify.post('/upload', () => ({}));
      fastify.get('/gated', async () => {
        entered.resolve();
        await gate.promise;
        return { done: true };
      });
    },
  });
  return { running, working: () => working, entered: entered.promise, open: gate.resolve };
}

async function answerTo(url: string, agent: Agent): Promise<IncomingMessage> {
  const [answer] = (await once(get(url, { agent }), 'response')) as [IncomingMessage];
  return answer;
}

async function connected(url: string): Promise<Socket> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  onTestFinished(() => void socket.destroy());
  return socket.resume();
}

describe('a process that stops', { timeout: 30_000 }, () => {
  it('comes to its end behind a pool that goes on asking on kept connections', async () => {
    const { running, working } = await startGated();
    const agent = new Agent({ keepAlive: true, maxSockets: 4 });
    onTestFinished(() => agent.destroy());
    let answers = 0;
    const asking = Array.from({ length: 16 }, async () => {
      for (;;) {
        await text(await answerTo(`${running.url}/working`, agent));
        answers++;
      }
    });
    const refused = Promise.allSettled(asking);
    await vi.waitUntil(() => answers > 4 && working() === 4, { interval: 1, timeout: 10_000 }); // kept, and none idle
    await running.stop();
    await refused;
  });

  it('answers what is under way, tells that the connection ends with it, and waits for nobody who sends no more', async () => {
    const { running, open, entered } = await startGated();
    const agent = new Agent({ keepAlive: true });
    onTestFinished(() => agent.destroy());
    await text(await answerTo(`${running.url}/quick`, agent));
    const answering = answerTo(`${running.url}/gated`, agent);
    const [unused, halfSent] = [await connected(running.url), await connected(running.url)];
    halfSent.write('POST /upload HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: 10\r\n\r\n{');
    await entered;
    const stopped = running.stop();
    await Promise.all([once(unused, 'close'), once(halfSent, 'close')]);
    open();
    const answer = await answering;
    expect([answer.statusCode, answer.headers.connection, await text(answer)]).toEqual([200, 'close', '{"done":true}']);
    await stopped;
  });

  it('serves a request that comes late on a kept connection as its last', async () => {
    const { running, open, entered } = await startGated();
    const early = await connected(running.url);
    early.write('GET /quick HTTP/1.1\r\nhost: a\r\n'); // begun, so the connection is not idle
    const agent = new Agent();
    const answering = answerTo(`${running.url}/gated`, agent);
    await entered;
    const stopped = running.stop();
    early.write('\r\n');
    expect(await text(early)).toMatch(/^HTTP\/1\.1 200 OK\r\n(.*\r\n)*connection: close\r\n/i);
    open();
    await text(await answering);
    await stopped;
  });
});

describe('an answer that does not end', () => {
  afterEach(() => void vi.useRealTimers());

  it('is cut off after ten seconds, so that what stops after HTTP is stopped in time', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    const connections = new HttpConnections(server);
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const asked = once(server, 'request');
    const lost = once(get({ host: '127.0.0.1', port }), 'error');
    await asked;
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] });
    const ended = connections.end();
    let isEnded = false;
    void ended.then(() => (isEnded = true));
    await vi.advanceTimersByTimeAsync(9_900);
    expect(isEnded).toBe(false);
    await vi.advanceTimersByTimeAsync(200);
    await Promise.all([ended, lost]);
  });
});
