import { Injectable } from '@nestjs/common';
import { DomainError } from '#kernel';
import { Reply } from '../http/reply.js';
import type { CommandContext } from '../http/command-context.js';
import type { Queryable } from '#messaging';

/** How long a key protects its request. */
export const KEPT_DAYS = 7;

/** What is kept under a key; columns of `idempotency_key`. */
export interface StoredAnswer {
  request_hash: string;
  answer: { body: unknown; headers?: Reply<unknown>['headers'] };
}

type Keyed = Pick<CommandContext, 'caller' | 'idempotencyKey' | 'requestHash'>;

/** Idempotency keys of one service, kept with the effect in the same transaction. */
@Injectable()
export class Idempotency {
  /**
   * The answer that was given to this key, or undefined for a new key or none.
   * @throws DomainError `IDEMPOTENCY.KEY_REUSED` when the key came with another request.
   */
  async find(on: Queryable, context: Keyed): Promise<{ answer: unknown } | undefined> {
    if (context.idempotencyKey === null) return undefined;
    const { rows } = await on.query<StoredAnswer>(
      {
        name: 'idempotency-find',
        text: 'SELECT request_hash, answer FROM idempotency_key WHERE account_id = $1 AND key = $2',
      },
      [context.caller.accountId, context.idempotencyKey],
    );
    return rows[0] && this.recall(rows[0], context);
  }

  /**
   * The answer in what a command read of its key by itself.
   * @throws DomainError `IDEMPOTENCY.KEY_REUSED` when the key came with another request.
   */
  recall(stored: StoredAnswer, { requestHash }: Keyed): { answer: unknown } {
    if (stored.request_hash === requestHash) return { answer: restore(stored.answer) };
    throw new DomainError(
      'conflict',
      'IDEMPOTENCY.KEY_REUSED',
      'This Idempotency-Key was used with another request within the last 7 days. Use a new key for a new request.',
    );
  }

  /** Claims the key inside a transaction; a concurrent claim of the same key waits here until the first one ends. */
  async claim(tx: Queryable, context: Keyed): Promise<{ answer: unknown } | undefined> {
    if (context.idempotencyKey === null) return undefined;
    const { rowCount } = await tx.query(
      {
        name: 'idempotency-claim',
        text: `INSERT INTO idempotency_key (account_id, key, request_hash, answer) VALUES ($1, $2, $3, 'null') ON CONFLICT DO NOTHING`,
      },
      [context.caller.accountId, context.idempotencyKey, context.requestHash],
    );
    return rowCount === 1 ? undefined : this.find(tx, context);
  }

  /** Keeps the answer with the effect. */
  async keep(tx: Queryable, context: Keyed, answer: unknown): Promise<void> {
    if (context.idempotencyKey === null) return;
    await tx.query(
      { name: 'idempotency-keep', text: 'UPDATE idempotency_key SET answer = $3 WHERE account_id = $1 AND key = $2' },
      [context.caller.accountId, context.idempotencyKey, JSON.stringify(storable(answer))],
    );
  }

  /** Forgets keys older than `KEPT_DAYS`. */
  async forget(on: Queryable): Promise<number> {
    const { rowCount } = await on.query(
      `DELETE FROM idempotency_key WHERE created_at < now() - interval '${KEPT_DAYS} days'`,
    );
    return rowCount;
  }
}

/** The form in which an answer is kept; also for commands that write their key in one statement with the effect. */
export function storable(answer: unknown): StoredAnswer['answer'] {
  return answer instanceof Reply ? { body: answer.body, headers: answer.headers } : { body: answer ?? null };
}

function restore({ body, headers }: StoredAnswer['answer']): unknown {
  return headers ? new Reply(body, headers) : body;
}
