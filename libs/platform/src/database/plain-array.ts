/**
 * A PostgreSQL array of ids, dates, numbers or words, which nothing has to be escaped in: for thousands of values the driver's
 * own way, which looks at each of them for quotes, takes several times as long.
 */
export function plainArray(values: readonly (string | number | null)[]): string {
  return `{${values.map((value) => value ?? 'NULL').join(',')}}`;
}
