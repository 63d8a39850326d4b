import { expect, it } from 'vitest';
import { isPublic, PUBLIC_ROUTES } from './public-routes.js';

it('lets only signing in, refreshing and signing out through without a token', () => {
  expect(PUBLIC_ROUTES.map(({ method, path }) => `${method} ${path}`)).toEqual([
    'POST /api/departments/sessions',
    'POST /api/departments/sessions/refresh',
    'POST /api/departments/sessions/sign-out',
  ]);
});

it.each([
  ['POST', '/api/departments/sessions?x=1', true],
  ['GET', '/api/departments/sessions', false],
  ['POST', '/api/departments/sessions/', false],
  ['POST', '/api/departments/sessions/../units', false],
  ['POST', '/api/departments/sessions%2Frefresh', false],
])('%s %s without a token: %s', (method, url, expected) => expect(isPublic(method, url)).toBe(expected));
