import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Person } from '#testing';
import { taskFields, Tasks, type Cast } from './support/tasks.js';

interface Row {
  taskId: string;
  assignmentId: string;
  no: string;
  unitId: string | null;
  light: string;
  overdue: boolean;
}

let tasks: Tasks;
let cast: Cast;
let planId: string;
let led: string;
let shared: string;
let unassigned: string;
let leadOfficer: Person;
let coOfficer: Person;
let stranger: Person;

/** One task led by a department with a district beside it, one for three districts, one for nobody yet. */
beforeAll(async () => {
  tasks = await Tasks.start();
  cast = await tasks.cast();
  const lead = cast.departments[0]!;
  const district = cast.districts[0]!;
  const issued = await tasks.issued(cast, [
    taskFields(
      [
        { unitId: lead, role: 'LEAD' },
        { unitId: district, role: 'CO' },
      ],
      { no: '1', title: '建设标准体系', deadline: '2022-06-30' },
    ),
    taskFields([{ groupId: cast.districtsId, role: 'RESPONSIBLE' }], { no: '2', aspectNo: 2, deadline: '2021-12-31' }),
    taskFields([], { no: '3' }),
  ]);
  planId = issued.planId;
  [led, shared, unassigned] = issued.taskIds as [string, string, string];
  leadOfficer = await tasks.service.appoint(lead, 'LIAISON_OFFICER');
  coOfficer = await tasks.service.appoint(district, 'LIAISON_OFFICER');
  stranger = await tasks.service.appoint(cast.departments[1]!, 'LIAISON_OFFICER');
  const path = await tasks.assignmentPath(cast, led, lead);
  await tasks.must(leadOfficer, 'POST', `${path}/acceptance`);
  const report = { progress: 40, text: '已起草', problems: '缺少经费', needsCoordination: '请市财政局支持' };
  await tasks.must(leadOfficer, 'POST', `${path}/reports`, report);
  await tasks.service.settle();
});
afterAll(() => tasks.stop());

/** All rows, two at a time. */
async function paged(as: Person, query: string): Promise<Row[]> {
  const rows: Row[] = [];
  for (let cursor: string | undefined = ''; cursor !== undefined;) {
    const path = `/ledger?${query}&limit=2${cursor && `&cursor=${cursor}`}`;
    const page: { items: Row[]; next?: string } = await tasks.must(as, 'GET', path);
    rows.push(...page.items);
    cursor = page.next;
  }
  return rows;
}

async function ledger(as: Person, query = ''): Promise<Row[]> {
  return (await tasks.must(as, 'GET', `/ledger?${query}`)).items;
}

describe('the ledger', () => {
  it('has one row for each unit and task, and one for a task that nobody carries yet', async () => {
    const rows = await ledger(cast.coordinator);
    expect(rows.map(({ no }) => no)).toEqual(['1', '1', '2', '2', '2', '3']);
    expect(rows.at(-1)).toMatchObject({
      unitName: '待交办',
      reporterName: '待定牵头',
      light: 'GREY',
      lightLabel: '灰灯',
    });
  });

  it('shows what leaders read: progress, problems, what needs coordination, and the light with its word', async () => {
    const [row] = await ledger(leadOfficer, `unitId=${cast.departments[0]!}`);
    expect(row).toMatchObject({
      progress: 40,
      progressText: '已起草',
      problems: '缺少经费',
      needsCoordination: '请市财政局支持',
      roleLabel: '牵头',
      phaseLabel: '办理中',
      light: 'GREEN',
      lightLabel: '绿灯',
    });
  });

  it.each([
    ['aspectNo=2', 3],
    ['role=CO', 1],
    ['phase=ASSIGNED', 4],
    ['light=GREY', 1],
    ['text=标准', 2],
    ['overdue=true', 0],
  ])('filtered by %s has %i rows', async (query, count) => {
    expect(await ledger(cast.coordinator, query)).toHaveLength(count);
  });

  it.each(['plan', 'deadline', 'unit', 'progress', 'lastReport'])(
    'sorted by %s comes in pages without gap or repetition',
    async (sort) => {
      for (const order of ['asc', 'desc']) {
        const query = `sort=${sort}&order=${order}&planId=${planId}`;
        const all = await ledger(cast.coordinator, query);
        expect(await paged(cast.coordinator, query)).toEqual(all);
        expect(all).toHaveLength(6);
      }
    },
  );

  it.each(['progress', 'lastReport'])('is sorted by %s within one plan alone, and says so', async (sort) => {
    const refused = await tasks.ask(cast.coordinator, 'GET', `/ledger?sort=${sort}`);
    expect([refused.status, refused.body]).toEqual([400, expect.objectContaining({ code: 'LEDGER.SORT_NEEDS_PLAN' })]);
  });

  it('sorted by unit pages past the longest name that the register takes', async () => {
    const other = await tasks.cast();
    const units = await Promise.all(['甲', '乙'].map((word) => tasks.unit('DISTRICT', { name: word.repeat(100) })));
    const { planId: longPlan } = await tasks.issued(other, [
      taskFields(units.map((unitId) => ({ unitId, role: 'CO' }))),
    ]);
    const path = `/ledger?planId=${longPlan}&sort=unit&limit=1`;
    const { items, next } = await tasks.must(other.coordinator, 'GET', path);
    const second = await tasks.must(other.coordinator, 'GET', `${path}&cursor=${next}`);
    expect([items, second.items].flat().map(({ unitName }) => unitName[0])).toEqual(['乙', '甲']);
  });

  it('refuses a cursor that is not its own and a filter that it does not have', async () => {
    for (const query of ['cursor=x', 'sort=colour', 'colour=red', 'limit=201']) {
      expect([query, (await tasks.ask(cast.coordinator, 'GET', `/ledger?${query}`)).status]).toEqual([query, 400]);
    }
  });
});

describe('isolation', () => {
  it('shows the lead the parts of all, a co-unit its own part, a stranger nothing', async () => {
    expect(await ledger(leadOfficer)).toHaveLength(2);
    expect((await ledger(coOfficer)).map(({ no, unitId }) => [no, unitId])).toEqual([
      ['1', cast.districts[0]],
      ['2', cast.districts[0]],
    ]);
    expect(await ledger(stranger)).toEqual([]);
  });

  it.each(['plan', 'deadline', 'unit', 'progress', 'lastReport'])(
    'is the same sorted by %s, page by page, and shows each row once to who sees it for two reasons',
    async (sort) => {
      const member = await tasks.service.appoint(cast.departments[0]!, 'LIAISON_OFFICER', 'GROUP_MEMBER');
      const outsider = await tasks.service.appoint(cast.districts[0]!, 'LIAISON_OFFICER', 'GROUP_MEMBER');
      const seen = async (as: Person, order: string) => {
        const rows = await paged(as, `sort=${sort}&order=${order}&planId=${planId}`);
        return rows.map(({ no, unitId }) => `${no} ${unitId}`).toSorted();
      };
      const all = (await ledger(cast.coordinator)).map(({ no, unitId }) => `${no} ${unitId}`).toSorted();
      for (const order of ['asc', 'desc']) {
        expect(await seen(member, order)).toEqual(all);
        expect(await seen(leadOfficer, order)).toEqual(all.filter((row) => row.startsWith('1 ')));
        for (const officer of [coOfficer, outsider]) {
          expect(await seen(officer, order)).toEqual(all.filter((row) => row.endsWith(` ${cast.districts[0]!}`)));
        }
      }
    },
  );

  it('shows the parts of all to the unit that the office appointed to report, and no longer once it appoints another', async () => {
    const other = await tasks.cast();
    const [first, second] = other.districts as [string, string];
    const { taskIds } = await tasks.issued(other, [taskFields([{ groupId: other.districtsId, role: 'RESPONSIBLE' }])]);
    const officer = await tasks.service.appoint(first, 'LIAISON_OFFICER');
    const appointed = async (unitId: string) => {
      await tasks.must(other.coordinator, 'PUT', `/tasks/${taskIds[0]}/reporter`, { unitId });
      return Promise.all(
        ['plan', 'deadline', 'unit'].map(async (sort) => (await ledger(officer, `sort=${sort}`)).length),
      );
    };
    expect(await ledger(officer)).toHaveLength(1);
    expect(await appointed(first)).toEqual([3, 3, 3]);
    expect(await appointed(second)).toEqual([1, 1, 1]);
  });

  it('an appointment leaves lights of an earlier calendar to be computed again', async () => {
    const other = await tasks.cast();
    const [first] = other.districts;
    const { taskIds } = await tasks.issued(other, [taskFields([{ groupId: other.districtsId, role: 'RESPONSIBLE' }])]);
    const { database } = tasks.service;
    await database.query(`UPDATE assignment SET light_basis = 'earlier' WHERE task_id = $1`, taskIds);
    await tasks.must(other.coordinator, 'PUT', `/tasks/${taskIds[0]}/reporter`, { unitId: first });
    const { rows } = await database.query(
      'SELECT unit_id, light_basis FROM assignment WHERE task_id = $1 ORDER BY leads DESC',
      taskIds,
    );
    expect(rows[0]).toMatchObject({ unit_id: first });
    expect(rows).toMatchObject(rows.map(() => ({ light_basis: 'earlier' })));
  });

  it('gives a co-unit the frame of the task with the units of the paper, and only its own part', async () => {
    const task = await tasks.must(coOfficer, 'GET', `/tasks/${led}`);
    expect(task.units.map(({ unitId }: { unitId: string }) => unitId)).toEqual([
      cast.departments[0],
      cast.districts[0],
    ]);
    expect(task.assignments.map(({ unitId }: { unitId: string }) => unitId)).toEqual([cast.districts[0]]);
    expect(task.assignments[0].allowedActions).toEqual(['ACCEPT']);
    expect((await tasks.must(coOfficer, 'GET', `/tasks/${led}/reports`)).items).toEqual([]);
    const { items } = await tasks.must(coOfficer, 'GET', `/tasks/${led}/history`);
    expect(items.map(({ type }: { type: string }) => type)).toEqual(['tasks.task-assigned', 'tasks.task-registered']);
  });

  it('answers a stranger about a task as about one that does not exist', async () => {
    const [real, unknown] = await Promise.all(
      [shared, '00000000-0000-7000-8000-000000000000'].map((id) => tasks.ask(stranger, 'GET', `/tasks/${id}`)),
    );
    const { instance: _one, traceId: _two, ...body } = real!.body;
    expect([real!.status, unknown!.body]).toEqual([404, expect.objectContaining(body)]);
  });

  it('hides a task that is not issued to anybody from the units', async () => {
    expect((await tasks.ask(leadOfficer, 'GET', `/tasks/${unassigned}`)).status).toBe(404);
    expect((await tasks.must(leadOfficer, 'GET', `/plans/${planId}/tasks`)).items).toHaveLength(1);
  });
});

describe('the cockpit', () => {
  it('counts what the caller may see by plan, aspect, unit and light', async () => {
    const counts = async (as: Person, by: string) => {
      const { items } = await tasks.must(as, 'GET', `/cockpit?by=${by}`);
      return items.map(({ key, total }: { key: string; total: number }) => [key, total]);
    };
    expect(await counts(cast.coordinator, 'plan')).toEqual([[planId, 5]]);
    expect(await counts(cast.coordinator, 'aspect')).toEqual([
      [`${planId}:1`, 2],
      [`${planId}:2`, 3],
    ]);
    expect(await counts(cast.coordinator, 'light')).toEqual([['GREEN', 5]]);
    expect(Object.fromEntries(await counts(cast.coordinator, 'unit'))).toEqual({
      [cast.departments[0]!]: 1,
      [cast.districts[0]!]: 2,
      [cast.districts[1]!]: 1,
      [cast.districts[2]!]: 1,
    });
    expect(await counts(coOfficer, 'plan')).toEqual([[planId, 2]]);
  });

  it('counts units for those who see a plan as a whole, and none of a plan that they do not see', async () => {
    const other = await tasks.cast();
    const unit = cast.districts[2]!;
    const plan = await tasks.plan(other, [taskFields([{ unitId: unit, role: 'CO' }])], { memberGroupId: cast.groupId });
    await tasks.must(other.coordinator, 'POST', `/plans/${plan.planId}/issue-request`);
    await tasks.must(other.leader, 'POST', `/plans/${plan.planId}/issue-approval`);
    await tasks.service.settle();
    const member = await tasks.service.appoint(cast.departments[1]!, 'GROUP_MEMBER');
    const partsOf = async (as: Person) => {
      const { items } = await tasks.must(as, 'GET', '/cockpit?by=unit');
      return items.find(({ key }: { key: string }) => key === unit).total as number;
    };
    expect([await partsOf(cast.coordinator), await partsOf(other.coordinator), await partsOf(member)]).toEqual([
      1, 1, 2,
    ]);
  });
});

describe('the inbox', () => {
  it('holds what waits for the unit, the most urgent first', async () => {
    const { items } = await tasks.must(coOfficer, 'GET', '/inbox');
    expect(items.map(({ no, waitingFor, dueOn }: Record<string, string>) => [no, waitingFor, dueOn])).toEqual([
      ['1', 'SIGN', '2021-11-24'],
      ['2', 'SIGN', '2021-11-24'],
    ]);
    expect((await tasks.must(leadOfficer, 'GET', '/inbox')).items).toEqual([]);
  });
});

describe('the light of a task', () => {
  let other: Cast;
  beforeAll(async () => {
    other = await tasks.cast();
  });

  it('tells a unit of a task without a reporter its own light, and how others stand only those who see all parts', async () => {
    const [soon, later] = other.districts as [string, string];
    const own = await tasks.service.appoint(soon, 'LIAISON_OFFICER');
    const late = await tasks.service.appoint(later, 'LIAISON_OFFICER');
    const units = [
      { unitId: soon, role: 'RESPONSIBLE', deadline: '2021-11-22' },
      { unitId: later, role: 'RESPONSIBLE', deadline: '2022-12-30' },
    ];
    const one = await tasks.issued(other, [taskFields(units)]);
    await tasks.service.moveTo('2021-11-23T09:00:00+08:00');
    const views = async (as: Person) => {
      const task = await tasks.must(as, 'GET', `/tasks/${one.taskIds[0]}`);
      const { items } = await tasks.must(as, 'GET', `/plans/${one.planId}/tasks`);
      return [task.light, items[0].light, task.lateUnits];
    };
    expect(await views(other.coordinator)).toEqual(['RED', 'RED', 1]);
    expect(await views(own)).toEqual(['RED', 'RED', null]);
    expect(await views(late)).toEqual(['GREEN', 'GREEN', null]);
  });

  it('tells a co-unit the light of the reporter, not how many others are late', async () => {
    const [lead, co, third] = [...other.departments, other.districts[1]!] as [string, string, string];
    const leader = await tasks.service.appoint(lead, 'LIAISON_OFFICER');
    const officer = await tasks.service.appoint(co, 'LIAISON_OFFICER');
    const units = [
      { unitId: lead, role: 'LEAD', deadline: '2021-11-23' },
      { unitId: co, role: 'CO', deadline: '2022-12-30' },
      { unitId: third, role: 'CO', deadline: '2021-11-23' },
    ];
    const { planId: ofPlan, taskIds } = await tasks.issued(other, [taskFields(units)]);
    await tasks.service.moveTo('2021-11-24T09:00:00+08:00');
    const views = async (as: Person) => {
      const { light, lateUnits } = await tasks.must(as, 'GET', `/tasks/${taskIds[0]}`);
      const { items } = await tasks.must(as, 'GET', `/plans/${ofPlan}/tasks`);
      return [light, items[0].light, lateUnits];
    };
    expect(await views(other.coordinator)).toEqual(['RED', 'RED', 1]);
    expect(await views(leader)).toEqual(['RED', 'RED', 1]);
    expect(await views(officer)).toEqual(['RED', 'RED', null]);
  });
});
