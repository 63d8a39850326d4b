import type { AccountState } from '#contracts';
import type { Queryable } from '#messaging';
import { refusalOf } from '../domain/errors.js';
import { refusingDuplicates } from './unique-violation.js';

export interface VersionedAccount {
  version: number;
  account: AccountState;
}

/** ISO 8601 as contracts write instants; PostgreSQL's own JSON form has an offset and microseconds. */
const TOKENS_VALID_FROM = `to_char(tokens_valid_from AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** The columns of `account` as `AccountState` and `version`. */
export const ACCOUNT_COLUMNS = `version, jsonb_build_object('accountId', account_id, 'username', username,
  'displayName', display_name, 'unitId', unit_id, 'roles', to_jsonb(roles), 'disabled', disabled,
  'tokensValidFrom', ${TOKENS_VALID_FROM}, 'sample', sample) AS account`;

export interface Credentials {
  account: AccountState;
  passwordHash: string;
}

/** The account of a user name (lower case) or id with the hash of its password. */
export async function findCredentials(
  on: Queryable,
  key: { username: string } | { accountId: string },
): Promise<Credentials | undefined> {
  const [column, value] = 'username' in key ? ['username', key.username] : ['account_id', key.accountId];
  const { rows } = await on.query<Credentials>(
    `SELECT ${ACCOUNT_COLUMNS}, password_hash AS "passwordHash" FROM account WHERE ${column} = $1`,
    [value],
  );
  return rows[0];
}

/** The account's credentials as they are in force, held until the transaction ends: a change waits for it. */
export async function holdCredentials(tx: Queryable, accountId: string): Promise<Credentials | undefined> {
  const { rows } = await tx.query<Credentials>(
    `SELECT ${ACCOUNT_COLUMNS}, password_hash AS "passwordHash" FROM account WHERE account_id = $1 FOR SHARE`,
    [accountId],
  );
  return rows[0];
}

/** Locks the account until the transaction ends. Throws ACCOUNT.NOT_FOUND. */
export async function lockAccount(tx: Queryable, accountId: string): Promise<VersionedAccount & Credentials> {
  const { rows } = await tx.query<VersionedAccount & Credentials>(
    `SELECT ${ACCOUNT_COLUMNS}, password_hash AS "passwordHash" FROM account WHERE account_id = $1 FOR UPDATE`,
    [accountId],
  );
  if (!rows[0]) throw refusalOf('ACCOUNT.NOT_FOUND');
  return rows[0];
}

/** Throws ACCOUNT.USERNAME_TAKEN. */
export function insertAccount(tx: Queryable, account: AccountState, passwordHash: string): Promise<unknown> {
  const { accountId, username, displayName, unitId, roles, disabled, tokensValidFrom, sample } = account;
  const text = `INSERT INTO account
      (account_id, version, username, display_name, unit_id, roles, disabled, tokens_valid_from, sample, password_hash)
    VALUES ($1, 1, $2, $3, $4, $5, $6, $7, $8, $9)`;
  const values = [accountId, username, displayName, unitId, roles, disabled, tokensValidFrom, sample, passwordHash];
  return refusingDuplicates('account_username', 'ACCOUNT.USERNAME_TAKEN', () => tx.query(text, values));
}

/** Writes what may change of an account, as `version`. */
export async function updateAccount(tx: Queryable, { account, version }: VersionedAccount): Promise<void> {
  const { accountId, roles, disabled, tokensValidFrom } = account;
  await tx.query(
    'UPDATE account SET version = $2, roles = $3, disabled = $4, tokens_valid_from = $5 WHERE account_id = $1',
    [accountId, version, roles, disabled, tokensValidFrom],
  );
}

export async function setPasswordHash(tx: Queryable, accountId: string, passwordHash: string): Promise<void> {
  await tx.query('UPDATE account SET password_hash = $2 WHERE account_id = $1', [accountId, passwordHash]);
}
