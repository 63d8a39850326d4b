import { once } from 'node:events';
import { connect } from 'node:net';
import { Problem } from '#contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { untilSettled } from '../../apps/standalone/src/sample/settled.js';
import type { City } from '../demo/city.js';
import { BAD_REQUESTS, UNKNOWN_ID, type BadRequest } from './support/bad-requests.js';
import { everythingStored } from './support/everything-stored.js';
import { Journey } from './support/journey.js';

const TASK = '解读-12';
const UNIT = 'miyun';
const LIAISON = `${UNIT}.liaison`;
const REPORTS = ['POST', '/api/tasks/tasks/{task}/assignments/{part}/reports'] as const;

type Sent = Pick<BadRequest, 'as' | 'to' | 'body' | 'headers'>;

describe('a request', () => {
  let journey: Journey;
  let city: City;
  let ids: Readonly<Record<string, string>>;
  let before: Record<string, string>;

  beforeAll(async () => {
    journey = await Journey.open();
    city = await journey.begin();
    await city.requestIssue();
    await city.approveIssue();
    await city.assign(TASK, { responsible: [UNIT] }, '2021-12-31');
    await city.sign(TASK, [UNIT]);
    ids = { task: city.taskId(TASK), part: await partOf(TASK), unit: city.unitId(UNIT), unknown: UNKNOWN_ID };
    const report = { progress: 50, text: '进展' };
    const kept = await send({ to: REPORTS, body: report, headers: { 'idempotency-key': 'used' } });
    expect(kept.status).toBe(201);
    // Signed in before anything is compared: a sign-in is kept too.
    const senders = Object.values(BAD_REQUESTS).flatMap((requests: readonly BadRequest[]) =>
      requests.map(({ as }) => as),
    );
    for (const sender of new Set(senders)) if (sender) await city.as(sender);
    await untilSettled(await city.as('office.coordinator'));
    before = await everythingStored(journey.database.url);
  });

  afterAll(() => journey.close());

  async function partOf(no: string): Promise<string> {
    const office = await city.as('office.coordinator');
    const task = await office.get<{ assignments: { assignmentId: string }[] }>(`/api/tasks/tasks/${city.taskId(no)}`);
    return task.assignments[0]?.assignmentId ?? '';
  }

  function addressOf(path: string): string {
    return path.replaceAll(/\{(\w+)\}/g, (_, name: string) => ids[name] ?? '');
  }

  async function send({ as = LIAISON, to: [method, path], body, headers }: Sent): Promise<Response> {
    const { origin, token } = await city.as(as);
    return fetch(`${origin}${addressOf(path)}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
  }

  async function expectNothingChanged(): Promise<void> {
    expect(await everythingStored(journey.database.url)).toEqual(before);
  }

  describe.each(Object.entries<readonly BadRequest[]>(BAD_REQUESTS))('%s', (_, requests) => {
    it.each(requests)('is refused with a problem that says where, and changes nothing: $wrong', async (request) => {
      const answer = await send(request);
      expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
      const problem = Problem.parse(await answer.json());
      const { status, code, names = [] } = request;
      expect(problem).toMatchObject({
        status,
        code,
        type: `/problems/${code}`,
        instance: expect.stringMatching(/^\/api\//),
      });
      expect(answer.status).toBe(status);
      expect(problem.errors?.map(({ pointer }) => pointer).toSorted() ?? []).toEqual(names.toSorted());
      await expectNothingChanged();
    });
  });

  it('whose sender goes away in the middle of the body changes nothing', async () => {
    const { origin, token } = await city.as(LIAISON);
    const { hostname, port } = new URL(origin);
    const whole = JSON.stringify({ progress: 60, text: '进展' });
    const head = [
      `POST ${addressOf(REPORTS[1])} HTTP/1.1`,
      `host: ${hostname}`,
      `authorization: Bearer ${token}`,
      'content-type: application/json',
      `content-length: ${Buffer.byteLength(whole) + 1}`, // all of the JSON arrives, and yet not all of the body
    ];
    const socket = connect(Number(port), hostname);
    await once(socket, 'connect');
    socket.end(`${head.join('\r\n')}\r\n\r\n${whole}`);
    socket.resume();
    await once(socket, 'close');
    await expectNothingChanged();
  });

  it('is answered alike for a part that does not exist and for that of another unit', async () => {
    const answers = [
      { as: 'yanqing.liaison', to: REPORTS, body: { progress: 60, text: '进展' } },
      { to: ['POST', REPORTS[1].replace('{part}', '{unknown}')], body: { progress: 60, text: '进展' } },
    ] as const satisfies Sent[];
    const [foreign, unknown] = await Promise.all(
      answers.map(async (request) => Problem.parse(await (await send(request)).json())),
    );
    const { instance: _, traceId: __, ...told } = foreign!;
    expect(unknown).toMatchObject(told);
  });

  it('that is right is still taken afterwards', async () => {
    expect((await send({ to: REPORTS, body: { progress: 60, text: '进展' } })).status).toBe(201);
    expect(await everythingStored(journey.database.url)).not.toEqual(before);
  });
});
