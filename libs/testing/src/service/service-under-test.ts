import type { DynamicModule } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import pg from 'pg';
import { MemberAppointed, MemberChanged, type AccountState, type EventDefinition, type Role } from '#contracts';
import { MovableClock, newId } from '#kernel';
import { appendEvents, LogSignal } from '#messaging';
import {
  Database,
  eventOf,
  HTTP_OPTIONS,
  httpAdapter,
  loadConfig,
  nestLogger,
  processRoot,
  runtimeOf,
  ServiceEnvironment,
  ServiceRuntimes,
  setUpHttp,
  startServices,
  type Cause,
  type ServiceName,
} from '#platform';
import { createTestDatabase, type TestDatabase } from '../postgres.js';
import { until } from '../probe.js';
import { serviceTemplate } from './schema-template.js';
import { createSigningKeys, type SigningKeys } from './signing-keys.js';

export interface ServiceSetup {
  service: ServiceName;
  migrations: readonly Function[];
  /** The service's module for the environment that the test made. */
  module(environment: Record<string, string>): DynamicModule;
  /** Where the clock stands at the start, e.g. `2021-11-22T09:00:00+08:00`. */
  now: string;
  /** Variables of the service's own configuration. */
  environment?: Record<string, string>;
  /** A second instance of the same service: the database of the first. */
  beside?: ServiceUnderTest;
}

export interface Person {
  accountId: string;
  unitId: string;
  roles: readonly Role[];
}

export interface Answer {
  status: number;
  // eslint-disable-next-line typescript/no-explicit-any -- tests read answers as their reader would
  body: any;
  headers: Record<string, string>;
}

export interface RequestOptions {
  /** Who asks; nobody when absent. */
  as?: Person;
  body?: unknown;
  headers?: Record<string, string>;
}

/** One service with a real database and the postgres transport, driven through its HTTP pipeline. */
export class ServiceUnderTest {
  private constructor(
    readonly app: NestFastifyApplication,
    readonly clock: MovableClock,
    readonly keys: SigningKeys,
    readonly testDatabase: TestDatabase,
    /** The service's own pool, as its runtime role. */
    readonly database: Database,
    private readonly setup: ServiceSetup,
    private readonly halt: () => Promise<void>,
  ) {}

  static async start(setup: ServiceSetup): Promise<ServiceUnderTest> {
    const { service } = setup;
    const keys = setup.beside?.keys ?? (await createSigningKeys());
    const testDatabase =
      setup.beside?.testDatabase ??
      (await createTestDatabase({ template: serviceTemplate(service, setup.migrations) }));
    const environment = {
      NODE_ENV: 'test',
      LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'fatal',
      DATABASE_URL: testDatabase.urlFor(runtimeOf(service)),
      JWT_PUBLIC_KEY_FILE: keys.publicKeyFile,
      JWT_PRIVATE_KEY_FILE: keys.privateKeyFile,
      DEMO_CLOCK: setup.now,
      ALLOW_SAMPLE_ACCOUNTS: 'true',
      ...setup.environment,
    };
    const config = loadConfig(ServiceEnvironment, environment);
    const { parts, root } = processRoot({ name: service, config, modules: [setup.module(environment)] });
    const module = await Test.createTestingModule({ imports: [root] })
      .setLogger(nestLogger(parts.logger))
      .compile();
    const app = module.createNestApplication<NestFastifyApplication>(httpAdapter(), HTTP_OPTIONS);
    setUpHttp(app, parts);
    const halt = await startServices(app);
    await app.getHttpAdapter().getInstance().ready();
    const database = app.get(Database, { strict: false });
    return new ServiceUnderTest(app, parts.clock as MovableClock, keys, testDatabase, database, setup, halt);
  }

  /** Appends an event to another service's log, as that service would, and waits until it has taken effect here. */
  async receive<D extends EventDefinition>(
    definition: D,
    event: { aggregateId: string; aggregateVersion: number; data: unknown },
  ): Promise<void> {
    await this.receiveAll([{ definition, ...event }]);
  }

  /** The same for several events of one source, in one transaction. */
  async receiveAll(
    events: readonly { definition: EventDefinition; aggregateId: string; aggregateVersion: number; data: unknown }[],
  ): Promise<void> {
    const cause: Cause = {
      now: this.clock.now(),
      correlationId: newId(),
      traceparent: null,
      caller: { accountId: 'test' },
    };
    const source = events[0]?.definition.type.split('.')[0];
    if (source === undefined) return;
    const client = new pg.Client({ connectionString: this.testDatabase.url, options: `-c search_path=${source}` });
    await client.connect();
    try {
      const tx = {
        query: async (sql: string | pg.QueryConfig, params?: unknown[]) => client.query(sql as pg.QueryConfig, params),
      };
      await appendEvents(
        tx as never,
        events.map(({ definition, ...event }) => eventOf(definition, event as never, cause)),
      );
    } finally {
      await client.end();
    }
    this.app.get(LogSignal).wake(source);
    await this.settle();
  }

  /** A person with an account in a unit, known here through departments' event. */
  async appoint(unitId: string, ...roles: Role[]): Promise<Person> {
    const accountId = newId();
    const person = { accountId, unitId, roles };
    const data = { account: accountOf(person) };
    await this.receive(MemberAppointed, { aggregateId: accountId, aggregateVersion: 1, data });
    return person;
  }

  /** Changes the account of `person`, who was appointed before, e.g. disables it. */
  async changeAccount(person: Person, change: Partial<AccountState>): Promise<void> {
    const data = { reason: 'REVOKED', account: { ...accountOf(person), ...change } };
    await this.receive(MemberChanged, { aggregateId: person.accountId, aggregateVersion: 2, data });
  }

  /** Sends a request through the whole pipeline, without a socket. */
  async request(
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    url: string,
    options: RequestOptions = {},
  ): Promise<Answer> {
    const authorization = options.as && { authorization: `Bearer ${await this.keys.tokenOf(options.as.accountId)}` };
    const answer = await this.app.inject({
      method,
      url,
      headers: { ...authorization, ...options.headers },
      ...(options.body !== undefined && { payload: options.body as object }),
    });
    const json = answer.headers['content-type']?.toString().includes('json');
    return {
      status: answer.statusCode,
      body: json ? answer.json() : answer.body,
      headers: answer.headers as Record<string, string>,
    };
  }

  /** Moves the clock and waits until everything that became due is done. */
  async moveTo(now: string): Promise<void> {
    this.clock.moveTo(new Date(now));
    for (const runtime of this.app.get(ServiceRuntimes).all) runtime.poke();
    await this.settle();
  }

  /** Waits until no event and no job is under way here. */
  async settle(): Promise<void> {
    const runtime = this.app.get(ServiceRuntimes).of(this.setup.service);
    let before = -1;
    await until(`${this.setup.service} to settle`, async () => {
      const { jobs, behind, logEnd } = await runtime.rest();
      const still = jobs && behind === 0 && logEnd === before;
      before = logEnd;
      return still;
    });
  }

  async stop(): Promise<void> {
    await this.halt();
    if (!this.setup.beside) await this.testDatabase.drop();
  }
}

function accountOf({ accountId, unitId, roles }: Person): AccountState {
  return {
    accountId,
    username: `u${accountId.slice(-12)}`,
    displayName: roles.join(' '),
    unitId,
    roles: [...roles],
    disabled: false,
    tokensValidFrom: new Date(0).toISOString(),
    sample: false,
  };
}
