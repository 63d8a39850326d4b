import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '../database/database.js';
import type { CommandContext } from '../http/command-context.js';
import { Idempotency } from './idempotency.js';

/** Runs commands: one transaction holds the state change, its event and the idempotency key. */
@Injectable()
export class Commands {
  constructor(
    private readonly database: Database,
    private readonly idempotency: Idempotency,
  ) {}

  /**
   * Runs `work` once per idempotency key. A repeated key gets the stored answer; a refused command leaves no trace of
   * its key, so it may be tried again.
   * @throws DomainError `IDEMPOTENCY.KEY_REUSED` when the key came with another request.
   */
  async run<T>(context: CommandContext, work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.database.transaction(async (tx) => {
      const earlier = await this.idempotency.claim(tx, context);
      if (earlier) return earlier.answer as T;
      const answer = await work(tx);
      await this.idempotency.keep(tx, context, answer);
      return answer;
    });
  }
}
