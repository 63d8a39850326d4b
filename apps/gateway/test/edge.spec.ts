import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GatewayUnderTest } from './support/gateway.js';

let gateway: GatewayUnderTest;
beforeAll(async () => {
  gateway = await GatewayUnderTest.start({}, 'assessment');
  const { departments, tasks, notifications } = gateway.upstreams;
  const described = { departments, tasks, notifications };
  for (const [name, upstream] of Object.entries(described)) {
    const paths = { [`/api/${name}/things`]: { get: { responses: {} } } };
    upstream.on(`GET /api/${name}/openapi.json`, () => ({ openapi: '3.1.0', paths, components: { schemas: {} } }));
  }
});
afterAll(() => gateway.stop());

describe('every answer', () => {
  it.each(['/', '/api/docs', '/api/openapi.json', '/api/tasks/x'])(
    'to %s carries the security headers',
    async (path) => {
      const { headers } = await gateway.fetch(path);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).toMatch(/script-src 'self'(;|$)/);
      expect(policy).toContain("frame-ancestors 'none'");
    },
  );

  it('of the API is kept by no cache', async () => {
    expect((await gateway.fetch('/api/tasks/x')).headers.get('cache-control')).toBe('no-store');
  });
});

describe('the API page', () => {
  it('needs no script inside the page and nothing from elsewhere', async () => {
    const page = await (await gateway.fetch('/api/docs')).text();
    expect(page).not.toMatch(/<script>|\son\w+=|https?:/);
    const files = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, file]) => file!);
    expect(files).toHaveLength(4);
    for (const file of files) expect([file, (await gateway.fetch(file)).status]).toEqual([file, 200]);
  });

  it('serves nothing of its package but what it shows', async () => {
    expect((await gateway.fetch('/api/docs/assets/package.json')).status).toBe(404);
    expect((await gateway.fetch('/api/docs/assets/..%2f..%2fpackage.json')).status).toBe(404);
  });

  it('shows what every service answers, the demonstration clock, and names the service that is down', async () => {
    const document = (await (await gateway.fetch('/api/openapi.json')).json()) as {
      openapi: string;
      paths: object;
      info: Record<string, unknown>;
    };
    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(document.paths)).toEqual([
      '/api/demo/clock',
      '/api/departments/things',
      '/api/tasks/things',
      '/api/notifications/things',
    ]);
    expect(document.info['x-unavailable-services']).toEqual(['assessment']);
    expect(document.info['description']).toContain('does not answer at the moment: assessment');
  });
});

it('greets with a page that says where to go', async () => {
  const page = await (await gateway.fetch('/')).text();
  expect(page).toContain('href="/api/docs"');
});

describe('limits', () => {
  it('tell an address that asks too often when to come back, and let sign-ins be counted apart', async () => {
    const strict = await GatewayUnderTest.start({ RATE_LIMIT_PER_MINUTE: '3', SIGN_IN_LIMIT_PER_MINUTE: '1' });
    const signIn = () => strict.fetch('/api/departments/sessions', { method: 'POST', body: '{}' });
    expect([(await signIn()).status, (await signIn()).status]).toEqual([404, 429]);
    for (let n = 1; n <= 3; n++) expect((await strict.signed('/api/tasks/x')).status).toBe(404);
    const refused = await strict.signed('/api/tasks/x');
    expect([refused.status, refused.headers.get('content-type')]).toEqual([
      429,
      'application/problem+json; charset=utf-8',
    ]);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await refused.json()).toMatchObject({ code: 'REQUEST.TOO_MANY' });
    expect((await strict.fetch('/health/live')).status).toBe(200);
    await strict.stop();
  });

  it('count a sign-in as one however its path is written', async () => {
    const strict = await GatewayUnderTest.start({ RATE_LIMIT_PER_MINUTE: '10', SIGN_IN_LIMIT_PER_MINUTE: '1' });
    const post = async (path: string) => (await strict.signed(path, { method: 'POST', body: '{}' })).status;
    expect(await post('/api/departments/sessions')).toBe(404);
    for (const path of [
      '/api/departments/session%73',
      '/api/departments/%73essions/',
      '/api/departments/sessions?x=1',
    ]) {
      expect([path, await post(path)]).toEqual([path, 429]);
    }
    expect(await post('/api/departments/sessions%')).toBe(400); // not a path at all
    await strict.stop();
  });
});
