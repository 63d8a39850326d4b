import type { Queryable } from '#messaging';

/** After how many attempts without a success a user name is locked, and for how long. */
export interface LockOut {
  afterAttempts: number;
  minutes: number;
}

/**
 * Counts an attempt before its password is looked at, so that many at once cannot guess more often than one by one.
 * Answers which attempt it is, or until when the name is locked.
 */
export async function countAttempt(
  on: Queryable,
  username: string,
  { afterAttempts, minutes }: LockOut,
  machineNow: Date,
): Promise<{ attempt: number } | { lockedUntil: Date }> {
  const forgottenBefore = new Date(machineNow.getTime() - minutes * 60_000);
  const { rows } = await on.query<{ attempts: number }>(
    {
      name: 'count-sign-in-attempt',
      text: `INSERT INTO sign_in_attempt AS a (username, attempts, last_at) VALUES ($1, 1, $2)
        ON CONFLICT (username) DO UPDATE SET last_at = $2,
          attempts = CASE WHEN a.last_at <= $3 THEN 1 ELSE a.attempts + 1 END
        WHERE a.attempts < $4 OR a.last_at <= $3
        RETURNING attempts`,
    },
    [username, machineNow, forgottenBefore, afterAttempts],
  );
  if (rows[0]) return { attempt: rows[0].attempts };
  const last = await on.query<{ last_at: Date }>('SELECT last_at FROM sign_in_attempt WHERE username = $1', [username]);
  const lockedSince = last.rows[0]?.last_at ?? machineNow; // gone meanwhile: a success elsewhere took it away
  return { lockedUntil: new Date(lockedSince.getTime() + minutes * 60_000) };
}

export async function forgetAttempts(on: Queryable, username: string): Promise<void> {
  await on.query({ name: 'forget-sign-in-attempts', text: 'DELETE FROM sign_in_attempt WHERE username = $1' }, [
    username,
  ]);
}
