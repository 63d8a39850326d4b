import type { CalendarState } from '#contracts';
import type { Queryable } from '#messaging';

/** The columns of `calendar_revision` as `CalendarState`. */
export const CALENDAR_COLUMNS = `jsonb_build_object('year', year, 'revision', revision, 'provisional', provisional,
  'origin', origin, 'days', days) AS calendar`;

/** The arrangement in force; holds the year until the transaction ends, so that two revisions never get one number. */
export async function lockCalendar(tx: Queryable, year: number): Promise<CalendarState | undefined> {
  await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('calendar_revision', $1))`, [year]);
  const { rows } = await tx.query<{ calendar: CalendarState }>(
    `SELECT ${CALENDAR_COLUMNS} FROM calendar_revision WHERE year = $1 ORDER BY revision DESC LIMIT 1`,
    [year],
  );
  return rows[0]?.calendar;
}

export async function insertCalendar(tx: Queryable, calendar: CalendarState, publishedAt: Date): Promise<void> {
  const { year, revision, provisional, origin, days } = calendar;
  await tx.query(
    `INSERT INTO calendar_revision (year, revision, provisional, origin, days, published_at) VALUES ($1, $2, $3, $4, $5, $6)`,
    [year, revision, provisional, origin, JSON.stringify(days), publishedAt],
  );
}
