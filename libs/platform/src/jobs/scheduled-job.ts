import type { Provider, Type } from '@nestjs/common';
import { Jobs } from './jobs.js';

/** Work that the clock starts. One instance at a time in the whole installation. */
export interface ScheduledJob {
  readonly name: string;
  /** Machine seconds between two runs when nothing pokes it. */
  readonly everySeconds: number;
  /** @param now the clock's time at the start of this run */
  run(now: Date): Promise<void>;
  /** Told that the service ends, which waits for the run under way: one that takes long ends early. */
  end?(): void;
}

/** Provides `job` and has the service's `Jobs` run it. */
export function scheduledJob(job: Type<ScheduledJob>): Provider[] {
  const added = {
    provide: Symbol(`scheduled ${job.name}`),
    inject: [Jobs, job],
    useFactory: (jobs: Jobs, instance: ScheduledJob) => jobs.add(instance),
  };
  return [job, added];
}
