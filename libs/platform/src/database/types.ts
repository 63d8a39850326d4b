import pg from 'pg';

const DATE = 1082;

/** `date` columns stay text (`YYYY-MM-DD`): a `Date` at local midnight would be another day elsewhere. */
export function readDatesAsText(): void {
  pg.types.setTypeParser(DATE, (text) => text);
}
