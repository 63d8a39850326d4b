import type { AssignmentState, GroupState, TaskState, UnitState } from '#contracts';
import { instantOf } from '#kernel';
import type { SampleCalendar } from '../../apps/standalone/src/sample/calendars.js';
import { SAMPLE_GROUPS } from '../../apps/standalone/src/sample/groups.js';
import { SAMPLE_PLAN } from '../../apps/standalone/src/sample/plan.js';
import { PublicApi } from '../../apps/standalone/src/sample/public-api.js';
import { SAMPLE_SCHEME } from '../../apps/standalone/src/sample/scheme.js';
import { SAMPLE_UNITS } from '../../apps/standalone/src/sample/units.js';

/** Units and groups, by their keys in the sample, that shall carry a task. */
export interface Carriers {
  lead?: string;
  co?: readonly string[];
  responsible?: readonly string[];
}

interface Passwords {
  admin: string;
  sample: string;
}

const COORDINATOR = 'office.coordinator';
const LEADER = 'group.leader';
const ASSESSOR = 'office.assessor';
const ADMINISTRATOR = 'admin';

/** The people of the sample at work: each does what he may do, signed in as himself, through the public API alone. */
export class City {
  private readonly people = new Map<string, Promise<PublicApi>>();
  private unitIds = new Map<string, string>();
  private groupIds = new Map<string, string>();
  private taskIds = new Map<string, string>();
  private readonly assignmentIds = new Map<string, string>();
  private planId = '';
  private assessmentId = '';

  private constructor(
    private readonly api: PublicApi,
    private readonly passwords: Passwords,
  ) {}

  /** Signs the office in and looks up what the sample holds. */
  static async at(origin: string, passwords: Passwords): Promise<City> {
    const city = new City(PublicApi.at(origin), passwords);
    const office = await city.as(COORDINATOR);
    const units = await office.list<UnitState>('/api/departments/units');
    const groups = await office.list<GroupState>('/api/departments/groups');
    const plans = await office.list<{ planId: string; documentNumber: string }>('/api/tasks/plans');
    city.unitIds = new Map(SAMPLE_UNITS.map(({ key, name }) => [key, found(units, 'name', name).unitId]));
    city.groupIds = new Map(SAMPLE_GROUPS.map(({ key, name }) => [key, found(groups, 'name', name).groupId]));
    city.planId = found(plans, 'documentNumber', SAMPLE_PLAN.documentNumber).planId;
    const tasks = await office.list<TaskState>(`/api/tasks/plans/${city.planId}/tasks`);
    city.taskIds = new Map(tasks.map(({ no, taskId }) => [no, taskId]));
    return city;
  }

  /** The person of this user name, signed in once. */
  as(username: string): Promise<PublicApi> {
    let person = this.people.get(username);
    if (!person) this.people.set(username, (person = this.signIn(username)));
    return person;
  }

  /** The id of the unit that has this key in the sample. */
  unitId(key: string): string {
    return known(this.unitIds, key);
  }

  taskId(no: string): string {
    return known(this.taskIds, no);
  }

  /** The number in the plan of a task of this id. */
  numberOf(taskId: string): string {
    const [no] = [...this.taskIds].find(([, id]) => id === taskId) ?? [];
    return no ?? taskId;
  }

  /** @param moment local time in Beijing, `YYYY-MM-DD HH:MM`; answers when every service has come to rest there */
  async moveClock(moment: string): Promise<void> {
    const [date = '', time] = moment.split(' ');
    await (await this.as(COORDINATOR)).post('/api/demo/clock', { now: instantOf(date, time).toISOString() });
  }

  async requestIssue(): Promise<void> {
    await (await this.as(COORDINATOR)).post(`/api/tasks/plans/${this.planId}/issue-request`);
  }

  async approveIssue(): Promise<void> {
    await (await this.as(LEADER)).post(`/api/tasks/plans/${this.planId}/issue-approval`);
  }

  /** Sets the deadline first, so that the units get the task with it. */
  async assign(no: string, carriers: Carriers, deadline: string): Promise<void> {
    await this.setDeadline(no, deadline, '办公室确定（示例）');
    const units = [
      ...(carriers.lead ? [{ unitId: this.unitId(carriers.lead), role: 'LEAD' }] : []),
      ...(carriers.co ?? []).map((key) => ({ ...this.unitOrGroup(key), role: 'CO' })),
      ...(carriers.responsible ?? []).map((key) => ({ ...this.unitOrGroup(key), role: 'RESPONSIBLE' })),
    ];
    await (await this.as(COORDINATOR)).post(`${this.taskPath(no)}/assignments`, { units });
  }

  async appointReporter(no: string, unit: string): Promise<void> {
    await (await this.as(COORDINATOR)).put(`${this.taskPath(no)}/reporter`, { unitId: this.unitId(unit) });
  }

  async setDeadline(no: string, deadline: string, reason: string): Promise<void> {
    await (await this.as(COORDINATOR)).put(`${this.taskPath(no)}/deadline`, { deadline, reason });
  }

  async sign(no: string, units: readonly string[]): Promise<void> {
    await this.each(no, units, async (liaison, path) => liaison.post(`${path}/acceptance`));
  }

  async report(no: string, units: readonly string[], progress: number, text: string): Promise<void> {
    await this.each(no, units, async (liaison, path) => liaison.post(`${path}/reports`, { progress, text }));
  }

  /** Reports the work as done and asks for completion; `missing` are units whose part is not done. */
  async submit(no: string, unit: string, missing: readonly string[] = []): Promise<void> {
    await this.report(no, [unit], 100, '完成（示例）');
    const missingUnitIds = missing.map((key) => this.unitId(key));
    await this.each(no, [unit], async (liaison, path) =>
      liaison.post(`${path}/completion-request`, { statement: '任务完成，申请办结（示例）', missingUnitIds }),
    );
  }

  async pass(no: string, unit: string, reviewer = COORDINATOR): Promise<void> {
    const person = await this.as(reviewer);
    await this.each(no, [unit], async (_, path) => person.post(`${path}/completion`, { opinion: '同意办结' }));
  }

  async sendBack(no: string, unit: string, reason: string): Promise<void> {
    const person = await this.as(COORDINATOR);
    await this.each(no, [unit], async (_, path) => person.post(`${path}/completion-return`, { reason }));
  }

  /** Each unit reports, asks, and the office closes its part, all on the same day. */
  async complete(no: string, units: readonly string[]): Promise<void> {
    for (const unit of units) {
      await this.submit(no, unit);
      await this.pass(no, unit);
    }
  }

  async publishCalendar({ year, knownFrom: _, ...body }: SampleCalendar): Promise<void> {
    const administrator = await this.as(ADMINISTRATOR);
    await administrator.post(`/api/departments/calendars/${year}/revisions`, body);
  }

  async draftScores(asOf: string): Promise<void> {
    const assessor = await this.as(ASSESSOR);
    const schemes = await assessor.list<{ schemeId: string; name: string }>('/api/assessment/schemes');
    const { schemeId } = found(schemes, 'name', SAMPLE_SCHEME.name);
    const draft = await assessor.post<{ assessmentId: string }>('/api/assessment/assessments', { schemeId, asOf });
    this.assessmentId = draft.assessmentId;
  }

  async requestPublication(): Promise<void> {
    await (await this.as(ASSESSOR)).post(`/api/assessment/assessments/${this.assessmentId}/publication-request`);
  }

  async approvePublication(): Promise<void> {
    await (await this.as(LEADER)).post(`/api/assessment/assessments/${this.assessmentId}/approval`);
  }

  private async signIn(username: string): Promise<PublicApi> {
    return this.api.signIn(username, username === ADMINISTRATOR ? this.passwords.admin : this.passwords.sample);
  }

  /** Lets the liaison officer of each unit act on his unit's part of the task, whose address is `path`. */
  private async each(
    no: string,
    units: readonly string[],
    act: (liaison: PublicApi, path: string) => Promise<unknown>,
  ): Promise<void> {
    for (const unit of units) {
      const path = `${this.taskPath(no)}/assignments/${await this.assignmentId(no, unit)}`;
      await act(await this.as(`${unit}.liaison`), path);
    }
  }

  /** Looked up once: who carries a task may grow, the parts that exist keep their ids. */
  private async assignmentId(no: string, unit: string): Promise<string> {
    const key = `${no} ${unit}`;
    if (!this.assignmentIds.has(key)) {
      const office = await this.as(COORDINATOR);
      const { assignments } = await office.get<{ assignments: AssignmentState[] }>(this.taskPath(no));
      const names = new Map([...this.unitIds].map(([name, id]) => [id, name]));
      for (const { unitId, assignmentId } of assignments) {
        this.assignmentIds.set(`${no} ${names.get(unitId)}`, assignmentId);
      }
    }
    return known(this.assignmentIds, key);
  }

  private taskPath(no: string): string {
    return `/api/tasks/tasks/${this.taskId(no)}`;
  }

  private unitOrGroup(key: string) {
    return this.groupIds.has(key) ? { groupId: known(this.groupIds, key) } : { unitId: this.unitId(key) };
  }
}

function found<T, K extends keyof T>(rows: readonly T[], field: K, value: T[K]): T {
  const row = rows.find((candidate) => candidate[field] === value);
  if (!row) throw new Error(`The product does not have what the story needs: ${String(field)} = ${String(value)}.`);
  return row;
}

function known(ids: ReadonlyMap<string, string>, key: string): string {
  const id = ids.get(key);
  if (id === undefined) throw new Error(`The story names ${key}, which the sample does not have.`);
  return id;
}
