import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { CLOCK, type Clock } from '#kernel';
import { Database } from '../database/database.js';
import { LOGGER } from '../logging/logger.js';
import { JobRunner } from './job-runner.js';
import type { ScheduledJob } from './scheduled-job.js';

/** The jobs of one service: started by timers, poked when the clock moves or something new may be due. */
@Injectable()
export class Jobs {
  private readonly runners = new Map<string, JobRunner>();

  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  add(job: ScheduledJob): void {
    this.runners.set(job.name, new JobRunner(job, this.database, this.clock, this.logger));
  }

  start(): void {
    for (const runner of this.runners.values()) runner.start();
  }

  /** Runs the job soon. */
  poke(name: string): void {
    this.runners.get(name)?.poke();
  }

  pokeAll(): void {
    for (const runner of this.runners.values()) runner.poke();
  }

  /** Whether every job has run since it was last poked. */
  get settled(): boolean {
    return [...this.runners.values()].every((runner) => runner.settled);
  }

  async stop(): Promise<void> {
    await Promise.all([...this.runners.values()].map((runner) => runner.stop()));
  }
}
