import { encodeCursor } from '#platform';

/** The first `limit` of `rows`, of which one more than that was read; `next` only where there is one more. */
export function pageFrom<Row>(
  rows: readonly Row[],
  limit: number,
  sortValues: (row: Row) => readonly (string | number | null)[],
): { items: Row[]; next?: string } {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return rows.length > limit && last ? { items, next: encodeCursor(sortValues(last)) } : { items };
}
