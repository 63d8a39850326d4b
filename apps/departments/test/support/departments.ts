import type { Role, UnitKind } from '#contracts';
import { MovableClock, newId } from '#kernel';
import { loadConfig } from '#platform';
import { ServiceUnderTest, type Answer } from '#testing';
import { DepartmentsEnvironment } from '../../src/config.js';
import { DepartmentsModule } from '../../src/departments.module.js';
import { departmentsMigrations } from '../../src/persistence/migrations/index.js';

export const ADMIN = { username: 'admin', password: 'First-Administrator-1' } as const;
/** Of everybody whom a test appoints. */
export const PASSWORD = 'Zhiliang-Tisheng-2021';

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** What the log holds of one event, in the order of the log. */
export interface LoggedEvent {
  type: string;
  aggregateId: string;
  aggregateVersion: number;
  actor: string;
  // eslint-disable-next-line typescript/no-explicit-any -- tests read events as their reader would
  data: any;
}

/** Someone who signed in with his password and sends his access token. */
export class Actor {
  constructor(
    private readonly service: ServiceUnderTest,
    readonly accountId: string,
    readonly unitId: string,
    readonly username: string,
    readonly accessToken: string,
    readonly refreshToken: string,
  ) {}

  ask(method: Method, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    const authorization = { authorization: `Bearer ${this.accessToken}` };
    return this.service.request(method, `/api/departments${path}`, { body, headers: { ...authorization, ...headers } });
  }
}

export interface Options {
  environment?: Record<string, string>;
  /** A second instance on the database of the first. */
  beside?: Departments;
}

/** The departments service on a real database, with its first administrator signed in. */
export class Departments {
  private constructor(
    readonly service: ServiceUnderTest,
    /** Machine time of sessions and locks. */
    readonly machineClock: MovableClock,
  ) {}

  static async start({ environment, beside }: Options = {}): Promise<Departments> {
    const machineClock = beside?.machineClock ?? new MovableClock(new Date());
    const service = await ServiceUnderTest.start({
      service: 'departments',
      migrations: departmentsMigrations,
      module: (env) => DepartmentsModule.register(loadConfig(DepartmentsEnvironment, env), machineClock),
      now: '2021-11-22T09:00:00+08:00',
      environment: { BOOTSTRAP_ADMIN_PASSWORD: ADMIN.password, ...environment },
      ...(beside && { beside: beside.service }),
    });
    return new Departments(service, machineClock);
  }

  trySignIn(username: string, password: string): Promise<Answer> {
    return this.service.request('POST', '/api/departments/sessions', { body: { username, password } });
  }

  async signIn(username: string, password = PASSWORD): Promise<Actor> {
    const { status, body } = await this.trySignIn(username, password);
    if (status !== 201) throw new Error(`${username} was not let in: ${JSON.stringify(body)}`);
    const { accountId, unitId } = body.account;
    return new Actor(this.service, accountId, unitId, username, body.accessToken, body.refreshToken);
  }

  admin(): Promise<Actor> {
    return this.signIn(ADMIN.username, ADMIN.password);
  }

  refresh(refreshToken: string): Promise<Answer> {
    return this.service.request('POST', '/api/departments/sessions/refresh', { body: { refreshToken } });
  }

  /** Registers a unit of `kind` and answers its id. */
  async unit(by: Actor, kind: UnitKind = 'DEPARTMENT', fields: object = {}): Promise<string> {
    const body = { name: `unit ${newId()}`, kind, scorable: false, origin: '示例', ...fields };
    const answer = await by.ask('POST', '/units', body);
    if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
    return answer.body.unitId;
  }

  /** Appoints somebody in a unit and signs him in. */
  async appoint(by: Actor, unitId: string, ...roles: Role[]): Promise<Actor> {
    const username = `u${newId().slice(-12)}`;
    const body = { username, displayName: roles.join('、'), unitId, roles, password: PASSWORD };
    const answer = await by.ask('POST', '/accounts', body);
    if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
    return this.signIn(username);
  }

  /** The events of an aggregate. */
  async events(aggregateId: string): Promise<LoggedEvent[]> {
    const { rows } = await this.service.database.query<LoggedEvent>(
      `SELECT type, aggregate_id AS "aggregateId", aggregate_version AS "aggregateVersion", actor, data
       FROM event_log WHERE aggregate_id = $1 ORDER BY position`,
      [aggregateId],
    );
    return rows;
  }

  stop(): Promise<void> {
    return this.service.stop();
  }
}
