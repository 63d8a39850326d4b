import type { Logger } from 'pino';
import type { Clock } from '#kernel';
import type { Database } from '../database/database.js';
import type { ScheduledJob } from './scheduled-job.js';

const RETRY_SECONDS = 1;

/** Runs one job: never twice at once here (a poke during a run runs it again), nor on two machines (advisory lock). */
export class JobRunner {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private poked = true;
  private stopped = false;
  private pause = 0;

  constructor(
    private readonly job: ScheduledJob,
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {}

  start(): void {
    this.schedule(0);
  }

  poke(): void {
    this.poked = true;
    if (!this.running) this.schedule(0);
  }

  get settled(): boolean {
    return !this.poked && !this.running;
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.job.end?.();
    clearTimeout(this.timer);
    await this.running;
  }

  private schedule(seconds: number): void {
    clearTimeout(this.timer);
    if (!this.stopped) this.timer = setTimeout(() => void this.turn(), seconds * 1000);
  }

  private async turn(): Promise<void> {
    this.poked = false;
    this.running = this.runLocked();
    await this.running;
    this.running = undefined;
    this.schedule(this.poked ? this.pause : this.job.everySeconds);
  }

  private async runLocked(): Promise<void> {
    try {
      await this.database.exclusively(`job:${this.job.name}`, () => this.job.run(this.clock.now()));
      this.pause = 0;
    } catch (error) {
      this.logger.error({ err: error, job: this.job.name }, 'a job failed and will be tried again');
      this.poked = true;
      this.pause = RETRY_SECONDS;
    }
  }
}
