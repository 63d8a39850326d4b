/**
 * Milliseconds that a statement may take. The other end of a connection may be gone without a word; keep-alive finds that
 * out after hours, and until then the statement would hold up everything behind it.
 */
export interface StatementTimeouts {
  /** After which the server gives it up. */
  statement_timeout: number;
  /** After which we do, and with it the connection. Longer, so that a server that answers can say why. */
  query_timeout: number;
}

/** For what reads a log or marks: milliseconds as a rule, seconds for the recount of a long log. */
export const READING_TIMEOUTS: StatementTimeouts = { statement_timeout: 20_000, query_timeout: 25_000 };

/** For a statement inside a transaction: it may wait for the locks of others, whose handlers may take long. */
export const TRANSACTION_QUERY_TIMEOUT = 60_000;
