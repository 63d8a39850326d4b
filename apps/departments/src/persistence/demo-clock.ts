import type { Queryable } from '#messaging';

/** Where the clock stands (undefined: never moved) and how often it was moved. Holds it until the transaction ends. */
export async function lockDemoClock(
  tx: Queryable,
  clockId: string,
): Promise<{ stoodAt: Date | undefined; version: number }> {
  await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('directory_clock', 0))`);
  const { rows } = await tx.query<{ stood_at: Date | null; version: number }>(
    `SELECT (SELECT now FROM directory_clock) AS stood_at,
       (SELECT coalesce(max(aggregate_version), 0) FROM event_log WHERE aggregate_id = $1) AS version`,
    [clockId],
  );
  return { stoodAt: rows[0]?.stood_at ?? undefined, version: rows[0]?.version ?? 0 };
}

export async function setDemoClock(tx: Queryable, now: Date): Promise<void> {
  await tx.query('INSERT INTO directory_clock (now) VALUES ($1) ON CONFLICT ("one") DO UPDATE SET now = excluded.now', [
    now,
  ]);
}
