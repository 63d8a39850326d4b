import type pg from 'pg';
import type { UnitState } from '#contracts';
import { PublicApi } from '../../../apps/standalone/src/sample/public-api.js';
import type { Instance, Mode } from '../../demo/instance.js';
import { onSubject, withInstance } from '../at-scale/subject.js';
import { behindOf, untilCaughtUp } from '../behind.js';

/** Tasks that one request registers; the most that the product takes. */
const TASKS_OF_A_REQUEST = 1_000;
const UNITS_OF_A_TASK = 4;

export interface IssueOptions {
  /** Tasks of the plan, in thousands. */
  thousands: number;
  say: (line: string) => void;
}

export interface IssueFigures {
  tasks: number;
  assignments: number;
  /** Seconds to register all tasks, 1,000 a request. */
  registered: number;
  /** Seconds from the leading group's approval to its answer: every assignment is committed. */
  issued: number;
  /** Seconds from the approval until every consumer of every service has applied all of it. */
  everywhere: number;
  /** Seconds until the first page of each unit's inbox has answered, one after the other. */
  inboxes: number;
}

/** Registers a large plan, has it issued and waits until all units and services have it; each mode on a server of its own. */
export async function measureIssue(
  modes: readonly Mode[],
  options: IssueOptions,
): Promise<{ durability: Record<string, string>; issue: Record<Mode, IssueFigures> }> {
  const figures: Partial<Record<Mode, IssueFigures>> = {};
  let durability: Record<string, string> = {};
  for (const mode of modes) {
    options.say(`${mode}: ${options.thousands},000 tasks of ${UNITS_OF_A_TASK} units`);
    figures[mode] = await onSubject('empty', (subject) => {
      ({ durability } = subject);
      return withInstance(subject, mode, {}, (instance, database) => measure(instance, database, options));
    });
  }
  return { durability, issue: figures as Record<Mode, IssueFigures> };
}

async function measure(
  { origin, passwords }: Instance,
  database: pg.Client,
  { thousands, say }: IssueOptions,
): Promise<IssueFigures> {
  const everyone = PublicApi.at(origin);
  const office = await everyone.signIn('office.coordinator', passwords.sample);
  const leader = await everyone.signIn('group.leader', passwords.sample);
  const units = await office.list<UnitState>('/api/departments/units');
  const districts = units.filter(({ kind }) => kind === 'DISTRICT').slice(0, UNITS_OF_A_TASK);
  const begun = performance.now();
  const planId = await register(office, units, districts, thousands);
  await office.post(`/api/tasks/plans/${planId}/issue-request`);
  const registered = secondsSince(begun);
  say(`  registered after ${registered.toFixed(1)} s`);
  const approved = performance.now();
  await leader.post(`/api/tasks/plans/${planId}/issue-approval`);
  const issued = secondsSince(approved);
  await untilCaughtUp(() => behindOf(office));
  const everywhere = secondsSince(approved);
  const inboxes = await lookIntoInboxes(everyone, districts, database, passwords.sample);
  const assignments = thousands * 1_000 * UNITS_OF_A_TASK;
  await assertEverywhere(database, planId, assignments);
  return { tasks: thousands * 1_000, assignments, registered, issued, everywhere, inboxes };
}

async function register(
  office: PublicApi,
  units: readonly UnitState[],
  districts: readonly UnitState[],
  thousands: number,
): Promise<string> {
  const issuer = units.find(({ kind }) => kind === 'LEADING_GROUP');
  const groups = await office.list<{ groupId: string; name: string }>('/api/departments/groups');
  const members = groups.find(({ name }) => name === '成员单位') ?? groups[0];
  const card = { title: '负载测试方案', documentNumber: '测〔2026〕2号', adoptedOn: '2026-01-01' };
  const { planId } = await office.post<{ planId: string }>('/api/tasks/plans', {
    ...card,
    issuerUnitId: issuer?.unitId,
    memberGroupId: members?.groupId,
    aspects: [{ no: 1, title: '负载', origin: 'bench' }],
  });
  for (let thousand = 0; thousand < thousands; thousand++) {
    const tasks = Array.from({ length: TASKS_OF_A_REQUEST }, (_, index) =>
      taskOf(thousand * TASKS_OF_A_REQUEST + index + 1, districts),
    );
    await office.post(`/api/tasks/plans/${planId}/tasks`, { tasks });
  }
  return planId;
}

function taskOf(no: number, districts: readonly UnitState[]): object {
  return {
    no: String(no),
    aspectNo: 1,
    title: `负载任务${no}`,
    text: '由各区政府组织落实，按月反馈进展。',
    origin: 'OFFICE',
    deadline: `${new Date().getFullYear() + 1}-11-30`,
    units: districts.map(({ unitId }, index) => ({ unitId, role: index === 0 ? 'LEAD' : 'CO' })),
  };
}

/** As each unit's liaison officer; his first page is what he sees when he signs in. */
async function lookIntoInboxes(
  everyone: PublicApi,
  districts: readonly UnitState[],
  database: pg.Client,
  password: string,
): Promise<number> {
  const officers: PublicApi[] = [];
  for (const { unitId } of districts) {
    const { rows } = await database.query<{ username: string }>(
      `SELECT state->>'username' AS username FROM tasks.directory_account WHERE unit_id = $1 AND roles @> '{LIAISON_OFFICER}'`,
      [unitId],
    );
    officers.push(await everyone.signIn(rows[0]?.username ?? '', password));
  }
  const begun = performance.now();
  for (const officer of officers) {
    const { items } = await officer.get<{ items: unknown[] }>('/api/tasks/inbox?limit=50');
    if (items.length !== 50) throw new Error(`An inbox shows ${items.length} of its first 50 assignments.`);
  }
  return secondsSince(begun);
}

/** A figure for what is not complete would hide a loss. */
async function assertEverywhere(database: pg.Client, planId: string, assignments: number): Promise<void> {
  const { rows } = await database.query<Record<string, number>>(
    `SELECT (SELECT count(*) FROM tasks.assignment a JOIN tasks.task t USING (task_id) WHERE t.plan_id = $1)::int AS assignments,
      (SELECT count(*) FROM tasks.cockpit_assignment WHERE plan_id = $1)::int AS cockpit,
      (SELECT count(DISTINCT assignment_id) FROM notifications.timetable_entry)::int AS timetable`,
    [planId],
  );
  for (const [where, count] of Object.entries(rows[0] ?? {})) {
    if (count !== assignments) throw new Error(`${where} hold ${count} of ${assignments} assignments.`);
  }
}

function secondsSince(begun: number): number {
  return (performance.now() - begun) / 1000;
}

/** The figures as a person reads them. */
export function printedIssue(mode: Mode, figures: IssueFigures): string {
  const { tasks, assignments, registered, issued, everywhere, inboxes } = figures;
  return [
    `${mode}: ${tasks} tasks, ${assignments} assignments`,
    `  registered, 1,000 a request      ${registered.toFixed(1).padStart(6)} s`,
    `  approved and committed           ${issued.toFixed(1).padStart(6)} s`,
    `  applied by every consumer        ${everywhere.toFixed(1).padStart(6)} s after the approval`,
    `  first pages of ${UNITS_OF_A_TASK} inboxes          ${inboxes.toFixed(2).padStart(6)} s`,
  ].join('\n');
}
