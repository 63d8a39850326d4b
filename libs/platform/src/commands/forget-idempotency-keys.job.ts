import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import type { ScheduledJob } from '../jobs/scheduled-job.js';
import { Idempotency } from './idempotency.js';

/** Keys protect their requests for a week, by the machine's time; then they go. */
@Injectable()
export class ForgetIdempotencyKeys implements ScheduledJob {
  readonly name = 'forget-idempotency-keys';
  readonly everySeconds = 3600;

  constructor(
    private readonly database: Database,
    private readonly idempotency: Idempotency,
  ) {}

  async run(): Promise<void> {
    await this.idempotency.forget(this.database);
  }
}
