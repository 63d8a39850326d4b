import type { AccountState } from '#contracts';
import type { Queryable } from '#messaging';
import type { SessionFacts } from '../domain/session.js';
import { ACCOUNT_COLUMNS } from './accounts.js';

/** A session with the account that it speaks for. */
export interface FoundSession {
  sessionId: string;
  facts: SessionFacts;
  account: AccountState;
}

interface SessionRow {
  sessionId: string;
  startedAt: Date;
  expiresAt: Date;
  endedAt: Date | null;
  usedAt: Date | null;
  account: AccountState;
}

/**
 * The session of a refresh token, locked: of two exchanges at once the second finds the token used. Its account is held, so
 * that a revocation under way is waited for.
 */
export async function lockSessionOf(tx: Queryable, tokenHash: Buffer): Promise<FoundSession | undefined> {
  const { rows } = await tx.query<SessionRow>(
    `SELECT s.session_id AS "sessionId", s.started_at AS "startedAt", s.expires_at AS "expiresAt",
       s.ended_at AS "endedAt", t.used_at AS "usedAt", a.account
     FROM refresh_token t
     JOIN session s USING (session_id)
     JOIN (SELECT account_id, ${ACCOUNT_COLUMNS} FROM account) a USING (account_id)
     WHERE t.token_hash = $1 FOR UPDATE OF t, s FOR SHARE OF a`,
    [tokenHash],
  );
  return rows[0] && foundSession(rows[0]);
}

function foundSession({ sessionId, startedAt, expiresAt, endedAt, usedAt, account }: SessionRow): FoundSession {
  const { disabled, sample, tokensValidFrom } = account;
  const facts = {
    startedAt,
    expiresAt,
    endedAt,
    tokenUsedAt: usedAt,
    account: { disabled, sample, tokensValidFrom: new Date(tokensValidFrom) },
  };
  return { sessionId, facts, account };
}

export async function insertSession(
  tx: Queryable,
  session: { sessionId: string; accountId: string; startedAt: Date; expiresAt: Date },
): Promise<void> {
  const { sessionId, accountId, startedAt, expiresAt } = session;
  await tx.query('INSERT INTO session (session_id, account_id, started_at, expires_at) VALUES ($1, $2, $3, $4)', [
    sessionId,
    accountId,
    startedAt,
    expiresAt,
  ]);
}

export async function insertRefreshToken(tx: Queryable, sessionId: string, tokenHash: Buffer): Promise<void> {
  await tx.query('INSERT INTO refresh_token (token_hash, session_id) VALUES ($1, $2)', [tokenHash, sessionId]);
}

export async function markTokenUsed(tx: Queryable, tokenHash: Buffer, usedAt: Date): Promise<void> {
  await tx.query('UPDATE refresh_token SET used_at = $2 WHERE token_hash = $1', [tokenHash, usedAt]);
}

/** Ends the session that `tokenHash` belongs to; nothing where it is unknown or already over. */
export async function endSessionOf(tx: Queryable, tokenHash: Buffer, endedAt: Date): Promise<void> {
  await tx.query(
    `UPDATE session SET ended_at = $2
     WHERE ended_at IS NULL AND session_id = (SELECT session_id FROM refresh_token WHERE token_hash = $1)`,
    [tokenHash, endedAt],
  );
}
