import {
  CalendarPublished,
  GroupChanged,
  MemberChanged,
  UnitRegistered,
  type CalendarState,
  type GroupState,
  type Role,
  type UnitState,
} from '#contracts';
import { derivedId, newId } from '#kernel';
import { loadConfig } from '#platform';
import { ServiceUnderTest, type Answer, type Person } from '#testing';
import { TasksEnvironment } from '../../src/config.js';
import { tasksMigrations } from '../../src/persistence/migrations/index.js';
import { TasksModule } from '../../src/tasks.module.js';

/** Monday. */
export const START = '2021-11-22T09:00:00+08:00';

/** The people and units that most stories need. The office sits in `seat`; the districts form the group `districts`. */
export interface Cast {
  groupId: string;
  districtsId: string;
  issuerUnitId: string;
  officeUnitId: string;
  seatUnitId: string;
  /** Two departments and three districts, none above another. */
  departments: readonly string[];
  districts: readonly string[];
  coordinator: Person;
  leader: Person;
}

export interface LoggedEvent {
  type: string;
  aggregateVersion: number;
  // eslint-disable-next-line typescript/no-explicit-any -- tests read events as their reader would
  data: any;
}

type Method = 'GET' | 'POST' | 'PUT';

/** The tasks service on a real database, with departments' events as its only source of units and people. */
export class Tasks {
  private constructor(readonly service: ServiceUnderTest) {}

  static async start(options: { environment?: Record<string, string>; beside?: Tasks } = {}): Promise<Tasks> {
    const service = await ServiceUnderTest.start({
      service: 'tasks',
      migrations: tasksMigrations,
      module: (env) => TasksModule.register(loadConfig(TasksEnvironment, env)),
      now: START,
      ...(options.environment && { environment: options.environment }),
      ...(options.beside && { beside: options.beside.service }),
    });
    return new Tasks(service);
  }

  ask(as: Person, method: Method, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer> {
    return this.service.request(method, `/api/tasks${path}`, { as, body, ...(headers && { headers }) });
  }

  /** Like `ask`, for steps of a story that must succeed. */
  async must(as: Person, method: Method, path: string, body?: unknown): Promise<Answer['body']> {
    const answer = await this.ask(as, method, path, body);
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  async unit(kind: UnitState['kind'], fields: Partial<UnitState> = {}): Promise<string> {
    const unitId = fields.unitId ?? newId();
    const unit: UnitState = {
      unitId,
      name: `unit ${unitId.slice(-6)}`,
      kind,
      superiorId: null,
      seatUnitId: null,
      scorable: false,
      aliases: [],
      origin: '示例',
      ...fields,
    };
    await this.service.receive(UnitRegistered, { aggregateId: unitId, aggregateVersion: 1, data: { unit } });
    return unitId;
  }

  async group(members: GroupState['members'], groupId = newId()): Promise<string> {
    const group: GroupState = { groupId, name: '组', aliases: [], origin: '示例', members };
    await this.service.receive(GroupChanged, { aggregateId: groupId, aggregateVersion: 1, data: { group } });
    return groupId;
  }

  async calendar(year: number, revision: number, days: CalendarState['days']): Promise<void> {
    const calendar: CalendarState = { year, revision, provisional: false, origin: '示例', days };
    const aggregateId = derivedId(`calendar ${year}`);
    await this.service.receive(CalendarPublished, { aggregateId, aggregateVersion: revision, data: { calendar } });
  }

  /** Departments moves a person to another unit and role. */
  async move({ accountId }: Person, unitId: string, ...roles: Role[]): Promise<void> {
    const account = {
      accountId,
      username: accountId,
      displayName: roles.join(' '),
      unitId,
      roles,
      disabled: false,
      tokensValidFrom: new Date(0).toISOString(),
      sample: false,
    };
    await this.service.receive(MemberChanged, {
      aggregateId: accountId,
      aggregateVersion: 2,
      data: { account, reason: 'ROLES' },
    });
  }

  async cast(): Promise<Cast> {
    const issuerUnitId = await this.unit('LEADING_GROUP');
    const seatUnitId = await this.unit('DEPARTMENT');
    const officeUnitId = await this.unit('COORDINATION_OFFICE', { seatUnitId, superiorId: issuerUnitId });
    const departments = [await this.unit('DEPARTMENT'), await this.unit('DEPARTMENT')];
    const districts = [await this.unit('DISTRICT'), await this.unit('DISTRICT'), await this.unit('DISTRICT')];
    const since = { from: '2021-01-01', to: null };
    return {
      issuerUnitId,
      officeUnitId,
      seatUnitId,
      departments,
      districts,
      groupId: await this.group([seatUnitId, ...departments].map((unitId) => ({ unitId, ...since }))),
      districtsId: await this.group(districts.map((unitId) => ({ unitId, ...since }))),
      coordinator: await this.service.appoint(officeUnitId, 'COORDINATOR'),
      leader: await this.service.appoint(issuerUnitId, 'GROUP_LEADER'),
    };
  }

  /** Registers a plan with these tasks; answers its id and those of the tasks in order. */
  async plan(
    cast: Cast,
    tasks: readonly object[],
    fields: object = {},
  ): Promise<{ planId: string; taskIds: string[] }> {
    const { planId } = await this.must(cast.coordinator, 'POST', '/plans', { ...planFields(cast), ...fields });
    const { taskIds } = await this.must(cast.coordinator, 'POST', `/plans/${planId}/tasks`, { tasks });
    return { planId, taskIds };
  }

  /** Registers a plan and has it issued. */
  async issued(cast: Cast, tasks: readonly object[]): Promise<{ planId: string; taskIds: string[] }> {
    const plan = await this.plan(cast, tasks);
    await this.must(cast.coordinator, 'POST', `/plans/${plan.planId}/issue-request`);
    await this.must(cast.leader, 'POST', `/plans/${plan.planId}/issue-approval`);
    return plan;
  }

  /** Path of the assignment of `unitId` in a task. */
  async assignmentPath(cast: Cast, taskId: string, unitId: string): Promise<string> {
    const { assignments } = await this.must(cast.coordinator, 'GET', `/tasks/${taskId}`);
    const { assignmentId } = assignments.find((assignment: { unitId: string }) => assignment.unitId === unitId);
    return `/tasks/${taskId}/assignments/${assignmentId}`;
  }

  /** The events of an aggregate, in the order of the log. */
  async events(aggregateId: string): Promise<LoggedEvent[]> {
    const { rows } = await this.service.database.query<LoggedEvent>(
      `SELECT type, aggregate_version AS "aggregateVersion", data FROM event_log WHERE aggregate_id = $1 ORDER BY position`,
      [aggregateId],
    );
    return rows;
  }

  stop(): Promise<void> {
    return this.service.stop();
  }
}

export function planFields(cast: Cast): object {
  return {
    title: '质量提升行动方案',
    documentNumber: `示例〔2021〕${newId()}号`,
    issuerUnitId: cast.issuerUnitId,
    memberGroupId: cast.groupId,
    adoptedOn: '2021-11-20',
    aspects: [
      { no: 1, title: '高标准引领提升行动', origin: '方案原文' },
      { no: 2, title: '体系化推进质量基础建设', origin: '解读要点' },
    ],
  };
}

let lastNo = 0;

/** A task of the office, with these units. */
export function taskFields(units: readonly object[], fields: object = {}): object {
  return { no: String(++lastNo), aspectNo: 1, title: '任务', text: '内容', origin: 'OFFICE', units, ...fields };
}
