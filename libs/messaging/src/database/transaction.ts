import type { Writable } from 'node:stream';
import type pg from 'pg';
import type { Queryable, Statement } from '../queryable.js';
import { runStatement, type StatementResult } from './run-statement.js';
import { TRANSACTION_QUERY_TIMEOUT } from './statement-timeouts.js';

/** An open transaction, READ COMMITTED. Ends with `commit` or `rollback`; what runs after that is refused. */
export class Transaction implements Queryable {
  private open = true;
  private readonly committed: (() => void)[] = [];
  private readonly begun: Promise<unknown>;

  private constructor(
    private readonly client: pg.PoolClient,
    private readonly timeout: number,
  ) {
    this.begun = this.send('BEGIN'); // not awaited: it travels with the first statement
    this.begun.catch(() => undefined); // reported by the statement that follows it
  }

  /**
   * @param pool of `HeardClient`s
   * @param timeout milliseconds for each statement, after which the connection is given up
   */
  static async begin(pool: pg.Pool, timeout = TRANSACTION_QUERY_TIMEOUT): Promise<Transaction> {
    return new Transaction(await pool.connect(), timeout);
  }

  async query<R>(sql: string | Statement, params?: unknown[]): Promise<{ rows: R[]; rowCount: number }> {
    if (!this.open) throw new Error('The transaction has ended: await every query before the handler returns.');
    return this.send<R>(sql, params);
  }

  afterCommit(action: () => void): void {
    this.committed.push(action);
  }

  /** Sends `last` and the commit together; no commit is sent when `last` throws. Throws, rolled back, when a statement failed. */
  async commit(last: () => Promise<unknown>[] = () => []): Promise<void> {
    sendTogether(this.client);
    const sent = last();
    this.open = false;
    const commit = this.send('COMMIT');
    try {
      const [{ command }] = await Promise.all([commit, this.begun, ...sent]);
      // PostgreSQL answers COMMIT of a failed transaction with ROLLBACK and no error.
      if (command !== 'COMMIT') throw new Error('A statement failed unnoticed and the transaction was rolled back.');
    } catch (error) {
      await this.end();
      throw error;
    }
    this.client.release();
    for (const action of this.committed) action();
  }

  async rollback(): Promise<void> {
    if (!this.open) return;
    this.open = false;
    await this.end();
  }

  private send<R>(sql: string | Statement, params?: unknown[]): Promise<StatementResult<R>> {
    sendTogether(this.client);
    return runStatement<R>(this.client, sql, params, this.timeout);
  }

  private async end(): Promise<void> {
    let broken: Error | undefined;
    await this.send('ROLLBACK').catch((error: Error) => (broken = error));
    this.client.release(broken);
  }
}

/**
 * What is sent in this turn of the event loop goes in one packet: the driver makes a system call for each statement, which
 * takes longer than most of them.
 */
function sendTogether(client: pg.PoolClient): void {
  const { stream } = (client as unknown as { connection: { stream: Writable } }).connection;
  if (stream.writableCorked > 0) return;
  stream.cork();
  process.nextTick(() => stream.uncork());
}

/** Runs `work` in a transaction that commits when it returns and rolls back when it throws. */
export async function inTransaction<T>(pool: pg.Pool, work: (tx: Transaction) => Promise<T>): Promise<T> {
  const tx = await Transaction.begin(pool);
  try {
    const result = await work(tx);
    await tx.commit();
    return result;
  } finally {
    await tx.rollback();
  }
}
