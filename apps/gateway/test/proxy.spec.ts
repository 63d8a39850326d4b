import { request } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { MOST_FILE_BYTES } from '#contracts';
import { newId } from '#kernel';
import { createSigningKeys } from '#testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GatewayUnderTest } from './support/gateway.js';

let gateway: GatewayUnderTest;
beforeAll(async () => {
  gateway = await GatewayUnderTest.start({}, 'assessment');
});
afterAll(() => gateway.stop());

describe('a request to a service', () => {
  it('arrives with path, query, body and headers as they were sent, and its answer comes back the same', async () => {
    const { tasks } = gateway.upstreams;
    tasks.on('PUT /api/tasks/tasks/1', (_, reply) => reply.status(201).header('etag', '"4"').send({ done: true }));
    const body = '{"a": 1,  "a": 2, "名": "质量"}';
    const headers = { 'content-type': 'application/json', 'if-match': '"3"', 'idempotency-key': 'k1' };
    const answer = await gateway.signed('/api/tasks/tasks/1?light=RED&text=%E8%B4%A8', {
      method: 'PUT',
      body,
      headers,
    });
    expect([answer.status, answer.headers.get('etag'), await answer.json()]).toEqual([201, '"4"', { done: true }]);
    const seen = tasks.seen.at(-1);
    expect([seen?.url, seen?.body]).toEqual(['/api/tasks/tasks/1?light=RED&text=%E8%B4%A8', body]);
    expect(seen?.headers).toMatchObject(headers);
  });

  it('belongs to one trace on both sides of the gateway', async () => {
    const { tasks } = gateway.upstreams;
    tasks.on('GET /api/tasks/traced', () => ({}));
    const trace = '4bf92f3577b34da6a3ce929d0e0e4736';
    const headers = { traceparent: `00-${trace}-00f067aa0ba902b7-01`, 'x-correlation-id': 'plan-3' };
    const answer = await gateway.signed('/api/tasks/traced', { headers });
    expect(tasks.seen.at(-1)?.headers).toMatchObject({
      'x-correlation-id': 'plan-3',
      traceparent: expect.stringContaining(trace),
    });
    expect(answer.headers.get('x-correlation-id')).toBe('plan-3');
  });

  it('is refused without a token, before the service hears of it', async () => {
    const before = gateway.upstreams.tasks.seen.length;
    const answer = await gateway.fetch('/api/tasks/anything');
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      401,
      'application/problem+json; charset=utf-8',
    ]);
    expect(await answer.json()).toMatchObject({ code: 'AUTH.REQUIRED', instance: '/api/tasks/anything' });
    expect(gateway.upstreams.tasks.seen).toHaveLength(before);
  });

  it('is refused with a token that somebody else signed, and with one that has expired', async () => {
    const forged = await (await createSigningKeys()).tokenOf(newId());
    const expired = await gateway.keys.tokenOf(newId(), new Date(Date.now() - 3_600_000));
    const codes = [forged, expired].map(async (token) => {
      const answer = await gateway.fetch('/api/tasks/anything', { headers: { authorization: `Bearer ${token}` } });
      return ((await answer.json()) as { code: string }).code;
    });
    expect(await Promise.all(codes)).toEqual(['AUTH.TOKEN_INVALID', 'AUTH.TOKEN_EXPIRED']);
  });

  it('to sign in needs no token', async () => {
    gateway.upstreams.departments.on('POST /api/departments/sessions', (_, reply) =>
      reply.status(201).send({ accessToken: 'x' }),
    );
    const answer = await gateway.fetch('/api/departments/sessions', { method: 'POST', body: '{}' });
    expect(answer.status).toBe(201);
  });

  it('is answered by the service also where it refuses: its problem comes through untouched', async () => {
    const problem = { code: 'TASK.ACTION_NOT_ALLOWED', state: 'COMPLETED', allowedActions: [] };
    gateway.upstreams.tasks.on('POST /api/tasks/refused', (_, reply) =>
      reply.status(409).type('application/problem+json').send(JSON.stringify(problem)),
    );
    const answer = await gateway.signed('/api/tasks/refused', { method: 'POST', body: '{}' });
    expect([answer.status, await answer.json()]).toEqual([409, problem]);
  });
});

describe('a service that does not answer', () => {
  it('is named, with word that the data is safe, while the others go on', async () => {
    gateway.upstreams.tasks.on('GET /api/tasks/alive', () => ({ alive: true }));
    const down = await gateway.signed('/api/assessment/assessments');
    expect([down.status, await down.json()]).toMatchObject([
      502,
      { code: 'SERVICE.UNREACHABLE', detail: expect.stringMatching(/^assessment does not answer.*stored is safe/) },
    ]);
    expect((await gateway.signed('/api/tasks/alive')).status).toBe(200);
  });

  it('in time is told apart from one that is down: what was asked may still happen', async () => {
    const impatient = await GatewayUnderTest.start({ UPSTREAM_TIMEOUT_SECONDS: '1' });
    const { promise: released, resolve: release } = Promise.withResolvers<void>();
    impatient.upstreams.tasks.on('GET /api/tasks/slow', () => released.then(() => ({})));
    const answer = await impatient.signed('/api/tasks/slow');
    release();
    expect([answer.status, await answer.json()]).toMatchObject([504, { code: 'SERVICE.TIMEOUT' }]);
    await impatient.stop();
  });
});

describe('a body', () => {
  it('that is too large is refused and never reaches the service', async () => {
    const before = gateway.upstreams.tasks.seen.length;
    const body = Buffer.alloc(17 * 1024 * 1024, 'x');
    const status = await statusOfUpload(body);
    expect(status).toBe(413);
    expect(gateway.upstreams.tasks.seen).toHaveLength(before);
  });

  it.each(['/api/tasks/drafts', '/api/tasks/drafts/unit-plans'])(
    'of more than that arrives whole at %s, where papers are handed in, and not beyond their limit',
    async (path) => {
      const { tasks } = gateway.upstreams;
      tasks.on(`POST ${path}`, (seen) => ({ bytes: String(seen.body).length }));
      const send = (bytes: number) =>
        gateway.signed(`${path}?fileName=a.txt`, {
          method: 'POST',
          body: Buffer.alloc(bytes, 'x'),
          headers: { 'content-type': 'application/octet-stream' },
        });
      const taken = await send(17 * 1024 * 1024);
      expect([taken.status, await taken.json()]).toEqual([200, { bytes: 17 * 1024 * 1024 }]);
      expect(await send(MOST_FILE_BYTES + 1).then(({ status }) => status)).toBe(413);
    },
  );

  it('of JSON is refused there at the size at which it is refused everywhere', async () => {
    const before = gateway.upstreams.tasks.seen.length;
    const status = await statusOfUpload(Buffer.alloc(5 * 1024 * 1024, ' '), '/api/tasks/drafts/1/changes', {
      'content-type': 'application/json',
    });
    expect(status).toBe(413);
    expect(gateway.upstreams.tasks.seen).toHaveLength(before);
  });

  it('that is empty stays empty', async () => {
    gateway.upstreams.tasks.on('POST /api/tasks/empty', (seen) => ({ body: seen.body ?? null }));
    const answer = await gateway.signed('/api/tasks/empty', { method: 'POST' });
    expect(await answer.json()).toEqual({ body: null });
  });

  it('that does not arrive in time is given up with a problem and never reaches the service', async () => {
    const before = gateway.upstreams.tasks.seen.length;
    const configured = gateway.giveUpRequestsAfter(200);
    const answer = await unfinishedUpload();
    gateway.giveUpRequestsAfter(15_000);
    expect(configured).toEqual({ headersTimeout: 15_000, requestTimeout: 15_000 });
    expect(answer).toMatch(/^HTTP\/1\.1 408 /);
    expect(answer).toContain('REQUEST.TIMEOUT');
    expect(gateway.upstreams.tasks.seen).toHaveLength(before);
  });

  /** Everything that comes back on a connection that announces ten bytes, sends one and waits. */
  async function unfinishedUpload(): Promise<string> {
    const { hostname, port } = new URL(gateway.url);
    const socket = connect(Number(port), hostname);
    const token = await gateway.keys.tokenOf(newId());
    const head = ['POST /api/tasks/slow-body HTTP/1.1', 'host: gateway', `authorization: Bearer ${token}`];
    socket.write(`${[...head, 'content-type: application/json', 'content-length: 10'].join('\r\n')}\r\n\r\n{`);
    return text(socket);
  }

  /** `fetch` fails when the answer comes before the body is sent; a plain request shows the answer. */
  async function statusOfUpload(
    body: Buffer,
    path = '/api/tasks/large',
    headers: Record<string, string> = {},
  ): Promise<number | undefined> {
    const authorization = `Bearer ${await gateway.keys.tokenOf(newId())}`;
    const { promise, resolve, reject } = Promise.withResolvers<number | undefined>();
    const upload = request(
      `${gateway.url}${path}`,
      { method: 'POST', headers: { authorization, ...headers } },
      (answer) => {
        resolve(answer.statusCode);
        answer.resume();
      },
    );
    upload.once('error', reject);
    upload.end(body);
    return promise;
  }
});

it('answers an address outside the services with a problem', async () => {
  const answer = await gateway.signed('/api/unknown/thing');
  expect([answer.status, await answer.json()]).toMatchObject([404, { code: 'ROUTE.NOT_FOUND' }]);
});

it('tells that it lives, that it is ready while a service is down, and its metrics', async () => {
  expect((await gateway.fetch('/health/live')).status).toBe(200);
  expect((await gateway.fetch('/health/ready')).status).toBe(200);
  const metrics = await (await gateway.fetch('/metrics')).text();
  expect(metrics).toMatch(
    /lianban_http_request_seconds_count\{method="GET",route="\/health\/ready",status="200"\} [1-9]/,
  );
});
