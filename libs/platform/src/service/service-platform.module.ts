import {
  Inject,
  Module,
  type DynamicModule,
  type OnApplicationShutdown,
  type Provider,
  type Type,
} from '@nestjs/common';
import { readFile } from 'node:fs/promises';
import { DataSource } from 'typeorm';
import { LogSignal, messagingEntities } from '#messaging';
import { Admission } from '../auth/admission.js';
import { AuthGuard } from '../auth/auth.guard.js';
import { SAMPLE_ACCOUNTS_ALLOWED } from '../auth/sample-accounts.js';
import { TokenVerifier } from '../auth/token-verifier.js';
import { Commands } from '../commands/commands.js';
import { Idempotency } from '../commands/idempotency.js';
import { ForgetIdempotencyKeys } from '../commands/forget-idempotency-keys.job.js';
import { IdempotencyKeyEntity } from '../commands/idempotency-key.entity.js';
import type { ServiceEnvironment, ServiceName } from '../config/service-environment.js';
import { schemaDataSource } from '../database/data-source.js';
import { Database } from '../database/database.js';
import { refuseOldSchema } from '../database/refuse-old-schema.js';
import { DemoClock } from '../directory/demo-clock.js';
import { Directory } from '../directory/directory.js';
import { directoryEntities } from '../directory/directory.entities.js';
import { demoClockProjection, directoryProjection } from '../directory/directory.projection.js';
import { ProjectedDirectory } from '../directory/projected-directory.js';
import { operatorController } from '../events/operator.controller.js';
import { ServiceEventPath } from '../events/service-event-path.js';
import { Health } from '../health/health.js';
import { Jobs } from '../jobs/jobs.js';
import { scheduledJob } from '../jobs/scheduled-job.js';
import { Metrics } from '../metrics/metrics.js';
import { openApiController } from '../openapi/openapi.controller.js';
import { SERVICE } from './service-token.js';
import { ServiceRuntime, ServiceRuntimes } from './service-runtime.js';
import { settledController } from './settled.controller.js';

export interface ServiceDefinition {
  service: ServiceName;
  title: string;
  config: ServiceEnvironment;
  /** Services whose logs it follows. */
  sources: readonly ServiceName[];
  entities: readonly Function[];
  migrations: readonly Function[];
  /** HTTP controllers; their endpoints make the service's OpenAPI document. */
  controllers: readonly Type[];
  /** Departments answers from its own tables instead of a copy. */
  directory?: Type<Directory>;
}

/** Entities of every service's schema besides its own. */
export const platformEntities = [...messagingEntities, IdempotencyKeyEntity];

/** Everything a service needs from the platform, for that service alone: one process may hold several. */
@Module({})
export class ServicePlatform implements OnApplicationShutdown {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  static forService(definition: ServiceDefinition): DynamicModule {
    const { service, directory } = definition;
    const operator = operatorController(service);
    const copies = directory ? [] : [directoryProjection(service), demoClockProjection(service)];
    return {
      module: ServicePlatform,
      controllers: [
        ...copies,
        operator,
        settledController(service),
        openApiController(service, definition.title, [...definition.controllers, operator]),
      ],
      providers: [
        { provide: SERVICE, useValue: service },
        ...databaseProviders(definition),
        ...commandProviders(definition),
        ...pathProviders(definition),
      ],
      exports: [
        SERVICE,
        Database,
        DataSource,
        Directory,
        TokenVerifier,
        SAMPLE_ACCOUNTS_ALLOWED,
        Idempotency,
        Commands,
        Jobs,
        DemoClock,
        Admission,
        AuthGuard,
        ServiceEventPath,
      ],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.dataSource.isInitialized) await this.dataSource.destroy();
  }
}

function databaseProviders({ service, config, entities, migrations, directory }: ServiceDefinition): Provider[] {
  return [
    {
      provide: DataSource,
      useFactory: async () => {
        const all = [...platformEntities, ...(directory ? [] : directoryEntities), ...entities];
        const dataSource = schemaDataSource({
          service,
          url: config.DATABASE_URL,
          poolSize: config.DATABASE_POOL,
          entities: all,
          migrations: [...migrations],
        });
        await dataSource.initialize();
        await refuseOldSchema(dataSource);
        return dataSource;
      },
    },
    {
      provide: Database,
      inject: [DataSource, LogSignal, Health, Metrics],
      useFactory: (dataSource: DataSource, signal: LogSignal, health: Health, metrics: Metrics) => {
        const database = new Database(dataSource);
        database.onCommit(() => signal.wake(service));
        health.register({ name: `${service}.database`, check: async () => void (await database.query('SELECT 1')) });
        metrics.watchPool(service, database);
        return database;
      },
    },
  ];
}

function commandProviders({ config, directory }: ServiceDefinition): Provider[] {
  return [
    { provide: Directory, useClass: directory ?? ProjectedDirectory },
    {
      provide: TokenVerifier,
      useFactory: async () => TokenVerifier.fromPem(await readFile(config.JWT_PUBLIC_KEY_FILE, 'utf8')),
    },
    { provide: SAMPLE_ACCOUNTS_ALLOWED, useValue: config.ALLOW_SAMPLE_ACCOUNTS },
    Admission,
    AuthGuard,
    Idempotency,
    Commands,
    Jobs,
    ...scheduledJob(ForgetIdempotencyKeys),
    DemoClock,
  ];
}

function pathProviders(definition: ServiceDefinition): Provider[] {
  const { service } = definition;
  return [
    {
      provide: ServiceEventPath,
      inject: [Database, LogSignal, Metrics],
      useFactory: (database: Database, signal: LogSignal, metrics: Metrics) => {
        const eventPath = new ServiceEventPath(definition, database, signal, metrics);
        metrics.watchLag(service, eventPath.operator);
        return eventPath;
      },
    },
    {
      provide: ServiceRuntime,
      inject: [ServiceEventPath, Jobs, DemoClock, ServiceRuntimes],
      useFactory: (path: ServiceEventPath, jobs: Jobs, clock: DemoClock, runtimes: ServiceRuntimes) => {
        const runtime = new ServiceRuntime(service, path, jobs, clock);
        runtimes.all.push(runtime);
        return runtime;
      },
    },
  ];
}
