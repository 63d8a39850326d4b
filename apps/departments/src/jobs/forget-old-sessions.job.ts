import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '#kernel';
import { Database, type ScheduledJob } from '#platform';
import { DEPARTMENTS_CONFIG, type DepartmentsConfig } from '../config.js';
import { MACHINE_CLOCK } from '../security/machine-clock.js';

/** How long an ended session is kept: until then a second use of one of its tokens is told apart from an unknown one. */
const KEPT_DAYS = 7;

/** Removes sessions and attempts that no longer decide anything, so that their tables do not grow for ever. */
@Injectable()
export class ForgetOldSessions implements ScheduledJob {
  readonly name = 'forget-old-sessions';
  readonly everySeconds = 3_600;

  constructor(
    private readonly database: Database,
    @Inject(DEPARTMENTS_CONFIG) private readonly config: DepartmentsConfig,
    @Inject(MACHINE_CLOCK) private readonly machineClock: Clock,
  ) {}

  async run(): Promise<void> {
    const machineNow = this.machineClock.now().getTime();
    await this.database.query('DELETE FROM session WHERE expires_at < $1', [
      new Date(machineNow - KEPT_DAYS * 86_400_000),
    ]);
    await this.database.query('DELETE FROM sign_in_attempt WHERE last_at < $1', [
      new Date(machineNow - this.config.LOCK_MINUTES * 60_000),
    ]);
  }
}
