import type pg from 'pg';
import type { Queryable, Statement } from '../queryable.js';

/** Runs a statement on a connection or pool of `pg`, in the shape of `Queryable`. */
export async function runStatement<R>(
  on: pg.Pool | pg.ClientBase,
  sql: string | Statement,
  params?: unknown[],
): Promise<{ rows: R[]; rowCount: number }> {
  const statement = typeof sql === 'string' ? { text: sql } : sql;
  const { rows, rowCount } = await on.query({ ...statement, values: params ?? statement.values ?? [] });
  return { rows: rows as R[], rowCount: rowCount ?? 0 };
}

/** A pool as a `Queryable`: each statement on whatever connection is free. */
export function queryableOf(pool: pg.Pool): Queryable {
  return { query: (sql, params) => runStatement(pool, sql, params) };
}
