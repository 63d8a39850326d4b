import { Module, type DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Logger } from 'pino';
import { MovableClock, SystemClock, type Clock } from '#kernel';
import type { ServiceEnvironment } from '../config/service-environment.js';
import { Health } from '../health/health.js';
import { createLogger, nestLogger } from '../logging/logger.js';
import { Metrics } from '../metrics/metrics.js';
import { closeHttp, HTTP_OPTIONS, httpAdapter, setUpHttp } from './http-application.js';
import { ProcessModule } from './process.module.js';
import { ServiceRuntimes, type ServiceRuntime } from './service-runtime.js';

export interface ProcessOptions {
  /** Stands in every log line. */
  name: string;
  config: Pick<ServiceEnvironment, 'HOST' | 'PORT' | 'LOG_LEVEL' | 'DEMO_CLOCK'>;
  modules: readonly DynamicModule[];
  /** Adds routes or hooks before the application is initialised. */
  extend?: (app: NestFastifyApplication) => Promise<void>;
}

export interface RunningProcess {
  app: NestFastifyApplication;
  logger: Logger;
  /** `http://host:port` */
  url: string;
  /** Stops in the order HTTP, jobs and consumers, relay, pool. Resolves when nothing runs any more; later calls wait for the first. */
  stop(): Promise<void>;
}

@Module({})
class RootModule {}

/** What a process shares among its services. */
export interface ProcessParts {
  clock: Clock;
  logger: Logger;
  metrics: Metrics;
  health: Health;
}

/** The parts of a process and the module that holds them beside its services. */
export function processRoot({ name, config, modules }: Omit<ProcessOptions, 'extend'>): {
  parts: ProcessParts;
  root: DynamicModule;
} {
  const parts = {
    clock: clockOf(config.DEMO_CLOCK),
    logger: createLogger(name, config.LOG_LEVEL),
    metrics: new Metrics(),
    health: new Health(),
  };
  return { parts, root: { module: RootModule, imports: [ProcessModule.with(parts), ...modules] } };
}

/** Builds and starts one process with any number of services in it. */
export async function startProcess(options: ProcessOptions): Promise<RunningProcess> {
  const { parts, root } = processRoot(options);
  const logger = nestLogger(parts.logger);
  const nestOptions = { ...HTTP_OPTIONS, logger, abortOnError: false };
  const app = await NestFactory.create<NestFastifyApplication>(root, httpAdapter(), nestOptions);
  setUpHttp(app, parts);
  await options.extend?.(app);
  const stopServices = await startServices(app);
  await app.listen(options.config.PORT, options.config.HOST);
  return { app, logger: parts.logger, url: await app.getUrl(), stop: stopServices };
}

/** Initialises the application, then starts consumers, relay and jobs; answers how to stop all of it. */
export async function startServices(app: NestFastifyApplication): Promise<() => Promise<void>> {
  const runtimes = app.get(ServiceRuntimes).all;
  for (const { eventPath } of runtimes)
    app.connectMicroservice({ strategy: eventPath.server }, { inheritAppConfig: false });
  await app.init(); // before the consumers start, or handlers would run before `onModuleInit`
  await app.startAllMicroservices();
  for (const runtime of runtimes) await runtime.start();
  let stopping: Promise<void> | undefined;
  return () => (stopping ??= stop(app, runtimes));
}

async function stop(app: NestFastifyApplication, runtimes: readonly ServiceRuntime[]): Promise<void> {
  await closeHttp(app);
  await Promise.all(runtimes.map((runtime) => runtime.stop()));
  await app.close(); // pools, last
}

function clockOf(demoClock: string | undefined): Clock {
  return demoClock === undefined ? new SystemClock() : new MovableClock(new Date(demoClock));
}
