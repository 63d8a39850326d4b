import type { FieldError } from '#kernel';
import { refusalOf } from './errors.js';

/** Beyond this a "password" only costs us hashing time. */
export const LONGEST_PASSWORD = 128;

const SHORTEST_PASSWORD = 8;
const KINDS_OF_CHARACTERS = [/\p{Ll}/u, /\p{Lu}/u, /\p{Nd}/u, /[^\p{Ll}\p{Lu}\p{Nd}]/u] as const;
const KINDS_NEEDED = 3;

interface PasswordRule {
  message: string;
  keeps(password: string, username: string): boolean;
}

/** What a password must keep (等保二级 identity checks as practised; the values are those of real installations). */
export const PASSWORD_RULES = {
  length: {
    message: `must have at least ${SHORTEST_PASSWORD} characters`,
    keeps: (password) => password.length >= SHORTEST_PASSWORD,
  },
  kinds: {
    message: `must mix at least ${KINDS_NEEDED} of: small letters, capital letters, digits, other characters`,
    keeps: (password) => KINDS_OF_CHARACTERS.filter((kind) => kind.test(password)).length >= KINDS_NEEDED,
  },
  username: {
    message: 'must not contain the user name',
    keeps: (password, username) => !password.toLowerCase().includes(username.toLowerCase()),
  },
} as const satisfies Record<string, PasswordRule>;

/** Throws ACCOUNT.PASSWORD_WEAK naming every rule that `password` breaks, at `pointer` of the input. */
export function assertStrongPassword(password: string, username: string, pointer: string): void {
  const errors: FieldError[] = Object.values(PASSWORD_RULES)
    .filter((rule) => !rule.keeps(password, username))
    .map(({ message }) => ({ pointer, message }));
  if (errors.length > 0) throw refusalOf('ACCOUNT.PASSWORD_WEAK', { errors });
}
