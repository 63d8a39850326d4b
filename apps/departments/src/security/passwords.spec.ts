import { expect, it } from 'vitest';
import { Passwords } from './passwords.js';

const passwords = new Passwords();

it('recognises the password that was hashed and no other', async () => {
  const passwordHash = await passwords.hash('Zhiliang-2021');
  expect(passwordHash).toMatch(/^\$argon2id\$/);
  expect(await passwords.matches(passwordHash, 'Zhiliang-2021')).toBe(true);
  expect(await passwords.matches(passwordHash, 'zhiliang-2021')).toBe(false);
});

it('matches nothing where there is no account, not even the password that is hashed for the time it takes', async () => {
  expect(await passwords.matches(undefined, 'no account has this password')).toBe(false);
});
