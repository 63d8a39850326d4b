import { describe, expect, it } from 'vitest';
import { assertStrongPassword, PASSWORD_RULES } from './password.js';

const broken = (password: string, username = 'dongcheng.liaison') => {
  try {
    assertStrongPassword(password, username, '/password');
    return [];
  } catch (error) {
    const { errors } = (error as { details: { errors: { message: string }[] } }).details;
    const rules = Object.entries(PASSWORD_RULES);
    return errors.map(({ message }) => rules.find(([, rule]) => rule.message === message)?.[0]);
  }
};

describe('a password', () => {
  it.each([
    ['Abcdef12', []],
    ['Abcdef1', ['length']],
    ['abcdefgh1', ['kinds']],
    ['ABCDEFGH1', ['kinds']],
    ['abcdefg1!', []],
    ['质量强国Ab1', ['length']],
    ['质量提升行动Ab1', []],
    ['xDongcheng.Liaison1', ['username']],
    ['a', ['length', 'kinds']],
  ])('%s breaks the rules %j', (password, rules) => expect(broken(password)).toEqual(rules));
});
