import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Person } from '#testing';
import { taskFields, Tasks, type Cast } from './support/tasks.js';

/** How a unit stands to the department that the office sits in. */
const STANDINGS = ['seat', 'superior', 'grand-superior', 'subordinate', 'unrelated'] as const;
type Standing = (typeof STANDINGS)[number];

let tasks: Tasks;
let cast: Cast;
let units: Record<Standing, string>;
const members = new Map<Standing, Person>();
const liaisons = new Map<string, Person>();

/** The office sits in a department with two superiors above it and one unit below it; all are member units. */
beforeAll(async () => {
  tasks = await Tasks.start();
  const common = await tasks.cast();
  const top = await tasks.unit('DEPARTMENT');
  const superior = await tasks.unit('DEPARTMENT', { superiorId: top });
  const seat = await tasks.unit('DEPARTMENT', { superiorId: superior });
  const subordinate = await tasks.unit('DEPARTMENT', { superiorId: seat });
  units = { seat, superior, 'grand-superior': top, subordinate, unrelated: common.departments[0]! };
  const officeUnitId = await tasks.unit('COORDINATION_OFFICE', { seatUnitId: seat, superiorId: common.issuerUnitId });
  cast = {
    ...common,
    officeUnitId,
    seatUnitId: seat,
    groupId: await tasks.group(Object.values(units).map((unitId) => ({ unitId, from: '2021-01-01', to: null }))),
    coordinator: await tasks.service.appoint(officeUnitId, 'COORDINATOR'),
  };
  for (const standing of STANDINGS) {
    members.set(standing, await tasks.service.appoint(units[standing], 'GROUP_MEMBER'));
    liaisons.set(units[standing], await tasks.service.appoint(units[standing], 'LIAISON_OFFICER'));
  }
});
afterAll(() => tasks.stop());

/** Issues a task of `unitId`, which hands it in; answers the path of its part. */
async function handedIn(unitId: string): Promise<string> {
  const { taskIds } = await tasks.issued(cast, [taskFields([{ unitId, role: 'LEAD' }], { deadline: '2022-06-30' })]);
  const path = await tasks.assignmentPath(cast, taskIds[0]!, unitId);
  const liaison = liaisons.get(unitId)!;
  await tasks.must(liaison, 'POST', `${path}/acceptance`);
  await tasks.must(liaison, 'POST', `${path}/reports`, { progress: 100, text: '完成' });
  await tasks.must(liaison, 'POST', `${path}/completion-request`, { statement: '完成' });
  return path;
}

const DECISIONS = { completion: { opinion: '同意' }, 'completion-return': { reason: '佐证不足' } } as const;
type Decision = keyof typeof DECISIONS;

const decide = (reviewer: Person, path: string, decision: Decision) =>
  tasks.ask(reviewer, 'POST', `${path}/${decision}`, DECISIONS[decision]);

describe.each(Object.keys(DECISIONS) as Decision[])('the %s of what the seat department handed in', (decision) => {
  it('is refused to the office and to members from the seat, from above it and from below it, and open to any other', async () => {
    const path = await handedIn(units.seat);
    for (const standing of ['seat', 'superior', 'grand-superior', 'subordinate'] as const) {
      const { status, body } = await decide(members.get(standing)!, path, decision);
      expect([standing, status, body.code]).toEqual([standing, 403, 'TASK.NOT_YOURS']);
    }
    const byOffice = await decide(cast.coordinator, path, decision);
    expect([byOffice.status, byOffice.body.code]).toEqual([403, 'TASK.NOT_YOURS']);
    expect(byOffice.body.detail).toContain('a member of the leading group from another unit does');
    expect((await decide(members.get('unrelated')!, path, decision)).status).toBe(200);
  });
});

describe('the inbox', () => {
  interface Entry {
    assignmentId: string;
    waitingFor: string;
    unitName: string;
  }

  /** Parts that wait for this person's review, by his inbox, two entries a page. */
  async function waitingFor(reviewer: Person): Promise<Entry[]> {
    const found: Entry[] = [];
    for (let cursor: string | undefined = ''; cursor !== undefined;) {
      const query = `limit=2${cursor && `&cursor=${cursor}`}`;
      const page: { items: Entry[]; next?: string } = await tasks.must(reviewer, 'GET', `/inbox?${query}`);
      found.push(...page.items);
      cursor = page.next;
    }
    return found.filter((entry) => entry.waitingFor === 'REVIEW');
  }

  async function mayComplete(reviewer: Person, path: string): Promise<boolean> {
    const { status, body } = await tasks.ask(reviewer, 'GET', path.split('/assignments')[0]!);
    return status === 200 && body.assignments[0].allowedActions.includes('COMPLETE');
  }

  it('holds for everybody exactly the handed-in parts that he may decide on', async () => {
    const paths = await Promise.all(STANDINGS.map((standing) => handedIn(units[standing])));
    const elsewhere = await tasks.cast();
    const outsiders = [
      elsewhere.coordinator,
      await tasks.service.appoint(elsewhere.departments[0]!, 'GROUP_MEMBER'),
      await tasks.service.appoint(units.unrelated, 'AUDITOR'),
      await tasks.service.appoint(cast.officeUnitId, 'COORDINATOR', 'GROUP_MEMBER'),
    ];
    const counts: number[] = [];
    for (const person of [cast.coordinator, ...members.values(), ...liaisons.values(), ...outsiders]) {
      const may = await Promise.all(paths.map((path) => mayComplete(person, path)));
      const expected = paths.filter((_, index) => may[index]).map((path) => path.split('/').at(-1));
      expect((await waitingFor(person)).map(({ assignmentId }) => assignmentId).toSorted()).toEqual(
        expected.toSorted(),
      );
      counts.push(expected.length);
    }
    // The office reviews all but its seat; of the members only the one who does not stand above or below the seat reviews that.
    expect(counts).toEqual([4, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 4]);
  });

  it('names the unit whose part waits for review, and loses it once it is decided', async () => {
    const path = await handedIn(units.unrelated);
    const entry = async () => (await waitingFor(cast.coordinator)).find((e) => path.endsWith(e.assignmentId));
    expect(await entry()).toMatchObject({
      waitingForLabel: '待审核',
      unitName: `unit ${units.unrelated.slice(-6)}`,
      dueOn: '2022-06-30',
    });
    await decide(cast.coordinator, path, 'completion-return');
    expect(await entry()).toBeUndefined();
  });
});
