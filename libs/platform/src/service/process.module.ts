import { Global, Module, type DynamicModule } from '@nestjs/common';
import type { Logger } from 'pino';
import { CLOCK, type Clock } from '#kernel';
import { LogSignal } from '#messaging';
import { Health } from '../health/health.js';
import { LOGGER } from '../logging/logger.js';
import { Metrics } from '../metrics/metrics.js';
import { ServiceRuntimes } from './service-runtime.js';

/** What a process has once, however many services it holds. */
@Global()
@Module({})
export class ProcessModule {
  static with(parts: { clock: Clock; logger: Logger; metrics: Metrics; health: Health }): DynamicModule {
    return {
      module: ProcessModule,
      providers: [
        { provide: CLOCK, useValue: parts.clock },
        { provide: LOGGER, useValue: parts.logger },
        { provide: Metrics, useValue: parts.metrics },
        { provide: Health, useValue: parts.health },
        LogSignal,
        ServiceRuntimes,
      ],
      exports: [CLOCK, LOGGER, Metrics, Health, LogSignal, ServiceRuntimes],
    };
  }
}
