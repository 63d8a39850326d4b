import { ServiceName } from '#platform';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { GatewayUnderTest } from './support/gateway.js';

const NOW = '2021-12-01T01:00:00.000Z';

let gateway: GatewayUnderTest;
beforeAll(async () => {
  gateway = await GatewayUnderTest.start();
});
afterAll(() => gateway.stop());
beforeEach(() => follow(gateway));

/** The clock can be moved, and every service has followed it. */
function follow(at: GatewayUnderTest): void {
  at.upstreams.departments.on('POST /api/departments/demo/clock', () => ({ now: NOW }));
  for (const name of ServiceName.options) rest(name, () => ({ settled: true, logEnd: 7, now: NOW }), at);
}

function rest(
  service: ServiceName,
  answer: () => { settled: boolean; logEnd: number; now: string },
  at = gateway,
): void {
  at.upstreams[service].on(`GET /api/${service}/settled`, answer);
}

const move = (at = gateway) =>
  at.signed('/api/demo/clock', {
    method: 'POST',
    body: JSON.stringify({ now: NOW }),
    headers: { 'content-type': 'application/json' },
  });

it('moves the clock at its owner in the name of the caller and answers when all have followed', async () => {
  const answer = await move();
  expect([answer.status, await answer.json()]).toEqual([200, { now: NOW }]);
  const asked = gateway.upstreams.departments.seen.find(({ method }) => method === 'POST');
  expect(asked?.body).toBe(JSON.stringify({ now: NOW }));
  expect(asked?.headers.authorization).toMatch(/^Bearer /);
});

it('waits for a service that still stands at the old time, and for what one wakes in another', async () => {
  let looks = 0;
  rest('tasks', () => {
    looks++;
    return { settled: looks > 2, logEnd: looks > 4 ? 9 : looks, now: looks > 3 ? NOW : '2021-11-20T00:00:00.000Z' };
  });
  expect((await move()).status).toBe(200);
  expect(looks).toBe(6); // busy, behind in time, appended since the last look; alike from the fifth to the sixth
});

it('names the services that did not come to rest in time', async () => {
  const impatient = await GatewayUnderTest.start({ DEMO_SETTLE_SECONDS: '1' });
  follow(impatient);
  rest('notifications', () => ({ settled: false, logEnd: 7, now: NOW }), impatient);
  const answer = await move(impatient);
  expect([answer.status, await answer.json()]).toMatchObject([
    504,
    { code: 'DEMO.NOT_SETTLED', detail: expect.stringMatching(/^notifications did not come to rest/) },
  ]);
  await impatient.stop();
});

it('passes on what the owner of the clock refuses, and waits for nobody', async () => {
  gateway.upstreams.departments.on('POST /api/departments/demo/clock', (_, reply) =>
    reply
      .status(409)
      .type('application/problem+json')
      .send(JSON.stringify({ code: 'CLOCK.BACKWARDS' })),
  );
  const answer = await move();
  expect([answer.status, answer.headers.get('content-type'), await answer.json()]).toEqual([
    409,
    'application/problem+json; charset=utf-8',
    { code: 'CLOCK.BACKWARDS' },
  ]);
});
