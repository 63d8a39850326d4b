import { Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Health } from '../health/health.js';
import { startProcess, type RunningProcess } from './start-process.js';

let running: RunningProcess;
beforeAll(async () => {
  const config = { HOST: '127.0.0.1', PORT: 0, LOG_LEVEL: 'silent', DEMO_CLOCK: undefined } as const;
  running = await startProcess({ name: 'test', config, modules: [] });
});
afterAll(() => running.stop());

describe('the HTTP side of a process', () => {
  it('gives nobody more than 15 seconds for a whole request, and looks every two', () => {
    const server = running.app.getHttpServer();
    expect(server).toBeInstanceOf(Server);
    expect(server).toMatchObject({
      requestTimeout: 15_000,
      headersTimeout: 15_000,
      connectionsCheckingInterval: 2_000,
    });
  });

  it('counts a request under its route and its status', async () => {
    await fetch(`${running.url}/health/live?a=1`);
    await fetch(`${running.url}/nowhere/1`);
    const shown = await (await fetch(`${running.url}/metrics`)).text();
    const count = 'lianban_http_request_seconds_count';
    expect(shown).toContain(`${count}{method="GET",route="/health/live",status="200"} 1`);
    expect(shown).toContain(`${count}{method="GET",route="unknown",status="404"} 1`);
  });

  it('is not ready while something that it needs does not work, and names it', async () => {
    let away = true;
    running.app.get(Health).register({
      name: 'tasks.database',
      check: async () => {
        if (away) throw new Error('connect ECONNREFUSED');
      },
    });
    const ready = async () => {
      const answer = await fetch(`${running.url}/health/ready`);
      return [answer.status, await answer.json()];
    };
    expect(await ready()).toEqual([503, { status: 'not ready', checks: { 'tasks.database': 'connect ECONNREFUSED' } }]);
    expect((await fetch(`${running.url}/health/live`)).status).toBe(200);
    away = false;
    expect(await ready()).toEqual([200, { status: 'ready', checks: { 'tasks.database': 'ok' } }]);
  });
});
