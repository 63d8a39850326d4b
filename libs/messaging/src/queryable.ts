/** A statement; with a name it is prepared once per connection. */
export interface Statement {
  name?: string;
  text: string;
  values?: unknown[];
}

/** Something that runs SQL: a transaction, a connection or a pool. Table names resolve to the service's own schema. */
export interface Queryable {
  query<R>(sql: string | Statement, params?: unknown[]): Promise<{ rows: R[]; rowCount: number }>;
}
