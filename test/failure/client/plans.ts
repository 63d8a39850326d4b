import type { Random } from '../random.js';
import { plusDays } from './dates.js';
import type { Desk } from './desk.js';
import { COORDINATOR, LEADER, type People } from './people.js';

/** A plan as the office writes most of them. */
export const SMALL_PLAN = 10;
/** The largest that one request may register: each of its commands is one transaction of a thousand events and more. */
export const LARGEST_PLAN = 1_000;

/** Registers a plan, asks for its issue and approves it; a plan that is refused somewhere stays as it is. */
export async function issueNewPlan(desk: Desk, tasks: number, today: string, random: Random): Promise<void> {
  const body = planBody(desk.people, tasks, today, random);
  const registered = await desk.send({
    username: COORDINATOR,
    action: 'register-plan',
    method: 'POST',
    path: '/api/tasks/plans',
    body,
  });
  if (registered.kind !== 'acknowledged') return;
  const path = `/api/tasks/plans/${String(registered.answer.planId)}`;
  await desk.send({ username: COORDINATOR, action: 'request-issue', method: 'POST', path: `${path}/issue-request` });
  await desk.send({ username: LEADER, action: 'approve-issue', method: 'POST', path: `${path}/issue-approval` });
  await desk.readPending();
}

function planBody(people: People, tasks: number, today: string, random: Random) {
  return {
    title: '故障测试方案',
    documentNumber: `测〔${random.hex(12)}〕号`,
    issuerUnitId: people.leadingGroupId,
    memberGroupId: people.memberGroupId,
    adoptedOn: today,
    aspects: [{ no: 1, title: '故障', origin: '测试' }],
    tasks: Array.from({ length: tasks }, (_, index) => taskBody(index + 1, people, today, random)),
  };
}

function taskBody(no: number, people: People, today: string, random: Random) {
  const card = { no: String(no), aspectNo: 1, title: `任务${no}`, text: '由承办单位组织落实', origin: 'OFFICE' };
  const deadline = random.chance(0.15) ? null : plusDays(today, random.int(1, 25));
  return { ...card, deadline, units: carriers(people, today, random) };
}

function carriers(people: People, today: string, random: Random): object[] {
  const kind = random.next();
  if (kind < 0.1) return [];
  if (kind < 0.2) return [{ groupId: people.districtGroupId, role: 'RESPONSIBLE' }];
  const units = random.shuffled(people.districts).slice(0, random.int(2, 4));
  const own = () => (random.chance(0.15) ? { deadline: plusDays(today, random.int(2, 15)) } : {});
  const lead = kind < 0.6;
  return units.map(({ unitId }, index) => ({ unitId, role: roleOf(lead, index), ...own() }));
}

function roleOf(lead: boolean, index: number): string {
  if (!lead) return 'RESPONSIBLE';
  return index === 0 ? 'LEAD' : 'CO';
}
