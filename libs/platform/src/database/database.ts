import type pg from 'pg';
import type { DataSource, DataSourceOptions } from 'typeorm';
import {
  appendEvents,
  runStatement,
  Transaction,
  TRANSACTION_QUERY_TIMEOUT,
  type NewEvent,
  type Queryable,
  type Statement,
} from '#messaging';

export interface Rows<R> {
  rows: R[];
  rowCount: number;
}

/** One open transaction. */
export interface Tx extends Queryable {
  /**
   * Appends events to the service's log as the transaction's last statement, together with the commit: what came after
   * it would hold up every reader of the log.
   */
  append(events: readonly NewEvent[]): void;
  /** Runs after the commit, never after a rollback. */
  afterCommit(action: () => void): void;
}

const RETRYABLE = new Set(['40001', '40P01']); // serialization failure, deadlock: the same work may pass next time
const ATTEMPTS = 4;

const TRY_LOCK = 'SELECT pg_try_advisory_xact_lock(hashtextextended($1, 0)) AS locked';
/** Far more often than the server ends silent transactions. */
const SIGN_OF_LIFE_MS = 5_000;

/** One service's own schema: a pool with prepared statements and transactions. */
export class Database implements Queryable {
  private readonly committed: (() => void)[] = [];

  constructor(readonly dataSource: DataSource) {}

  get pool(): pg.Pool {
    return (this.dataSource.driver as unknown as { master: pg.Pool }).master;
  }

  /** Calls `action` after every commit of `transaction`, e.g. to wake the tailer of the log. */
  onCommit(action: () => void): void {
    this.committed.push(action);
  }

  async query<R>(sql: string | Statement, params?: unknown[]): Promise<Rows<R>> {
    return runStatement<R>(this.pool, sql, params, TRANSACTION_QUERY_TIMEOUT);
  }

  /**
   * Runs `work` in one transaction on one connection. A deadlock or serialization failure rolls back and runs `work`
   * again, so `work` must not touch anything but `tx`.
   */
  async transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.once(work);
      } catch (error) {
        if (attempt === ATTEMPTS || !RETRYABLE.has((error as { code?: string }).code ?? '')) throw error;
      }
    }
  }

  private async once<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const transaction = await Transaction.begin(this.pool);
    const events: NewEvent[] = [];
    try {
      const result = await work({
        query: (sql, params) => transaction.query(sql, params),
        append: (more) => more.forEach((event) => events.push(event)),
        afterCommit: (action) => transaction.afterCommit(action),
      });
      transaction.afterCommit(() => this.appended());
      await transaction.commit(() => (events.length > 0 ? [appendEvents(transaction, events)] : []));
      return result;
    } finally {
      await transaction.rollback();
    }
  }

  /**
   * Runs `work` unless another process is running it under the same name; tells whether it ran. The name is locked by a
   * transaction and not by a session, and the server is given a sign of life meanwhile: it ends a transaction that says
   * nothing, so a process that is gone without a word does not keep the name.
   */
  async exclusively(name: string, work: () => Promise<void>): Promise<boolean> {
    const client = await this.pool.connect();
    let broken: Error | undefined;
    try {
      const key = `${(this.dataSource.options as DataSourceOptions & { schema: string }).schema}:${name}`;
      const ask = (text: string, params?: unknown[]) =>
        runStatement<{ locked: boolean }>(client, text, params, TRANSACTION_QUERY_TIMEOUT).catch((error: Error) => {
          broken = error;
          throw error;
        });
      const [, { rows }] = await Promise.all([ask('BEGIN'), ask(TRY_LOCK, [key])]);
      const locked = rows[0]?.locked === true;
      const signOfLife = setInterval(() => void ask('SELECT').catch(ignore), SIGN_OF_LIFE_MS);
      try {
        if (locked) await work();
      } finally {
        clearInterval(signOfLife);
        await ask('COMMIT');
      }
      return locked;
    } finally {
      client.release(broken); // a session that could not be asked may still hold the lock: it must not go back to the pool
    }
  }

  /** Tells the listeners of `onCommit` that a statement outside `transaction` has appended to the log. */
  appended(): void {
    for (const action of this.committed) action();
  }
}

function ignore(): void {}
