import { expect, test } from 'vitest';
import { failureClass } from './failure-class.js';

const withCode = (code: string, message = 'failed') => Object.assign(new Error(message), { code });

test.each(['40001', '40P01', '55P03', '57P01', '57P03', '08006', '53100', '25006', '25P03', 'ECONNREFUSED'])(
  'a failure with %s is tried again for ever',
  (code) => expect(failureClass(withCode(code))).toBe('transient'),
);

test.each(['23505', '22P02', '42P01', '57014', 'ERR_X'])('a failure with %s is the event’s own', (code) =>
  expect(failureClass(withCode(code))).toBe('refused'),
);

test('a bug in a handler is the event’s own', () => {
  expect(failureClass(new TypeError('x is not a function'))).toBe('refused');
});

test('a lost connection is recognised inside the error of an ORM', () => {
  const wrapped = Object.assign(new Error('query failed'), {
    driverError: new Error('Connection terminated unexpectedly'),
  });
  expect(failureClass(wrapped)).toBe('transient');
  expect(failureClass(new Error('outer', { cause: withCode('57P01') }))).toBe('transient');
});
