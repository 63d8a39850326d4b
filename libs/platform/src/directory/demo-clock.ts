import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, MovableClock, type Clock } from '#kernel';
import type { ProjectionContext } from '#messaging';
import { Database } from '../database/database.js';
import { Jobs } from '../jobs/jobs.js';

/** Follows the clock of a demonstration. Where the machine's clock is in force, a moved clock is ignored. */
@Injectable()
export class DemoClock {
  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly database: Database,
    private readonly jobs: Jobs,
  ) {}

  /** Remembers the new time with the event that told it, and moves once that is committed. */
  async follow(now: string, context: ProjectionContext): Promise<void> {
    if (!(this.clock instanceof MovableClock)) return;
    await context.query(
      'INSERT INTO directory_clock (now) VALUES ($1) ON CONFLICT ("one") DO UPDATE SET now = excluded.now',
      [now],
    );
    context.afterCommit(() => this.moveTo(new Date(now)));
  }

  /** After a restart: where the clock stood. */
  async restore(): Promise<void> {
    if (!(this.clock instanceof MovableClock)) return;
    const { rows } = await this.database.query<{ now: Date }>('SELECT now FROM directory_clock');
    if (rows[0]) this.moveTo(rows[0].now);
  }

  /** Moves forward and lets every job see the new time. */
  moveTo(now: Date): void {
    if (!(this.clock instanceof MovableClock)) return;
    if (now > this.clock.now()) this.clock.moveTo(now);
    this.jobs.pokeAll();
  }
}
