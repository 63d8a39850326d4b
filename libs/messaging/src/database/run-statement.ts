import type pg from 'pg';
import type { Queryable, Statement } from '../queryable.js';

export interface StatementResult<R> {
  rows: R[];
  rowCount: number;
  /** What the server says it did, e.g. `ROLLBACK` when it was asked to commit what had failed. */
  command: string;
}

/**
 * Runs a statement on a connection or pool of `pg`, in the shape of `Queryable`.
 *
 * @param timeout milliseconds after which the statement fails and its connection is given up; by default the connection's own.
 */
export async function runStatement<R>(
  on: pg.Pool | pg.ClientBase,
  sql: string | Statement,
  params?: unknown[],
  timeout?: number,
): Promise<StatementResult<R>> {
  const statement = typeof sql === 'string' ? { text: sql } : sql;
  const config = { ...statement, values: params ?? statement.values ?? [], query_timeout: timeout };
  const { rows, rowCount, command } = await on.query(config);
  return { rows: rows as R[], rowCount: rowCount ?? 0, command };
}

/** A pool as a `Queryable`: each statement on whatever connection is free. */
export function queryableOf(pool: pg.Pool, timeout?: number): Queryable {
  return { query: (sql, params) => runStatement(pool, sql, params, timeout) };
}
