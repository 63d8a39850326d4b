import { Injectable } from '@nestjs/common';
import type { ServiceName } from '../config/service-environment.js';
import type { DemoClock } from '../directory/demo-clock.js';
import type { ServiceEventPath } from '../events/service-event-path.js';
import type { Jobs } from '../jobs/jobs.js';

/** The moving parts of one service, started after the application is built and stopped before it is torn down. */
export class ServiceRuntime {
  constructor(
    readonly service: ServiceName,
    readonly eventPath: ServiceEventPath,
    private readonly jobs: Jobs,
    private readonly demoClock: DemoClock,
  ) {}

  /** Consumers are started by Nest with the event path's server; this starts the rest. */
  async start(): Promise<void> {
    await this.demoClock.restore();
    this.eventPath.start();
    this.jobs.start();
  }

  /** Lets every job look at the clock again. */
  poke(): void {
    this.jobs.pokeAll();
  }

  /** Jobs and consumers first, so that what they still append is relayed before the relay ends. */
  async stop(): Promise<void> {
    await this.jobs.stop();
    await this.eventPath.stop();
  }

  /** What is still under way here; `logEnd` tells whether the service has appended since the last look. */
  async rest(): Promise<{ jobs: boolean; behind: number; logEnd: number }> {
    const [behind, logEnd] = await Promise.all([this.eventPath.behind(), this.eventPath.logEnd()]);
    return { jobs: this.jobs.settled, behind, logEnd };
  }
}

/** The services of this process. */
@Injectable()
export class ServiceRuntimes {
  readonly all: ServiceRuntime[] = [];

  of(service: ServiceName): ServiceRuntime {
    const runtime = this.all.find((candidate) => candidate.service === service);
    if (!runtime) throw new Error(`${service} is not part of this process.`);
    return runtime;
  }
}
