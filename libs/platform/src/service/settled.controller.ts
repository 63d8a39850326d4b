import { Controller, Get, Inject, type Type } from '@nestjs/common';
import { CLOCK, type Clock } from '#kernel';
import type { ServiceName } from '../config/service-environment.js';
import { ServiceRuntimes } from './service-runtime.js';

/** Tells whether the service has come to rest: what the demonstration's clock waits for, and a look for operators. */
export function settledController(service: ServiceName): Type {
  @Controller()
  class SettledController {
    constructor(
      private readonly runtimes: ServiceRuntimes,
      @Inject(CLOCK) private readonly clock: Clock,
    ) {}

    /** `now`: the service's clock; `behind`: events not applied yet; `jobs`: whether all have run since they were poked. */
    @Get(`/api/${service}/settled`)
    async read(): Promise<{
      service: string;
      now: string;
      jobs: boolean;
      behind: number;
      logEnd: number;
      settled: boolean;
    }> {
      const runtime = this.runtimes.of(service);
      const { jobs, behind, logEnd } = await runtime.rest();
      return { service, now: this.clock.now().toISOString(), jobs, behind, logEnd, settled: jobs && behind === 0 };
    }
  }
  return SettledController;
}
