import { expect, test } from 'vitest';
import { PublicApi, type Exchange } from './public-api.js';

const unavailable = { status: 503, body: JSON.stringify({ code: 'SERVICE.UNAVAILABLE', detail: 'later' }) };
const done = { status: 201, body: '{"unitId":"1"}' };

test('a command that the product cannot do at the moment is asked again under the same key', async () => {
  const keys: (string | undefined)[] = [];
  const answers = [unavailable, unavailable, done];
  const exchange: Exchange = (_, { headers }) => {
    keys.push(headers['idempotency-key']);
    return Promise.resolve(answers[keys.length - 1] ?? done);
  };
  const answer = PublicApi.at('http://127.0.0.1:1', 'token', exchange).post('/api/departments/units', {});
  expect(await answer).toEqual({ unitId: '1' });
  expect(keys).toHaveLength(3);
  expect(new Set(keys).size).toBe(1);
});

test('a refusal is told at once', async () => {
  let asked = 0;
  const exchange: Exchange = () => {
    asked++;
    return Promise.resolve({ status: 409, body: JSON.stringify({ code: 'UNIT.TAKEN', detail: 'taken' }) });
  };
  const answer = PublicApi.at('http://127.0.0.1:1', 'token', exchange).post('/api/departments/units', {});
  await expect(answer).rejects.toThrow('POST /api/departments/units was answered 409 UNIT.TAKEN: taken');
  expect(asked).toBe(1);
});
