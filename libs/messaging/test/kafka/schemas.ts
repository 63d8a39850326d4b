import type { LogAddress } from '../../src/log/log-address.js';

/** The service whose events travel, and its schema. */
export const SOURCE = 'tasks';
/** The service that follows it, and its schema. */
export const CONSUMER = 'assessment';

/** The database for connections whose search path is `schema`. */
export function urlOf(databaseUrl: string, schema: string): string {
  const url = new URL(databaseUrl);
  url.searchParams.set('options', `-c search_path=${schema}`);
  return url.href;
}

export function logOf(databaseUrl: string): LogAddress {
  return { service: SOURCE, schema: SOURCE, url: urlOf(databaseUrl, SOURCE) };
}
