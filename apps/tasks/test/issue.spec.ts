import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#kernel';
import { whileHeld } from './support/held-row.js';
import { planFields, taskFields, Tasks, type Cast } from './support/tasks.js';

let tasks: Tasks;
let cast: Cast;

beforeAll(async () => {
  tasks = await Tasks.start();
  cast = await tasks.cast();
});
afterAll(() => tasks.stop());

describe('registering a plan', () => {
  it('refuses a task whose deadline has passed, and keeps nothing', async () => {
    const tasksOfPlan = [taskFields([], { no: '12', deadline: '2021-11-21' })];
    const plan = { ...planFields(cast), documentNumber: '示例〔2021〕0号', tasks: tasksOfPlan };
    const answer = await tasks.ask(cast.coordinator, 'POST', '/plans', plan);
    expect(answer).toMatchObject({ status: 409, body: { code: 'TASK.DEADLINE_IN_PAST' } });
    expect(answer.body.detail).toContain('The deadline 2021-11-21 of task 12 has passed');
    const { items } = await tasks.must(cast.coordinator, 'GET', '/plans');
    expect(items).not.toContainEqual(expect.objectContaining({ documentNumber: plan.documentNumber }));
  });

  it('takes its tasks along and refuses the same document number twice', async () => {
    const plan = { ...planFields(cast), documentNumber: '京质强组发〔2021〕3号', tasks: [taskFields([], { no: '1' })] };
    const { planId } = await tasks.must(cast.coordinator, 'POST', '/plans', plan);
    expect(await tasks.must(cast.coordinator, 'GET', `/plans/${planId}`)).toMatchObject({
      tasks: 1,
      planTextTasks: 0,
      phaseLabel: '已立项',
      allowedActions: ['REQUEST_ISSUE'],
    });
    expect(await tasks.ask(cast.coordinator, 'POST', '/plans', plan)).toMatchObject({
      status: 409,
      body: { code: 'PLAN.DOCUMENT_NUMBER_TAKEN' },
    });
  });

  it('keeps word for word what the paper says outside its tasks', async () => {
    const paper = {
      publishedOn: '2021-11-23',
      recipients: ['领导小组各成员单位', '各区人民政府'],
      notice: '经市政府同意，现印发给你们，请结合实际认真贯彻落实。',
      sections: [{ heading: '一、总体要求', text: '全面优化首都质量供给体系。', origin: '方案原文' }],
    };
    const { planId } = await tasks.must(cast.coordinator, 'POST', '/plans', { ...planFields(cast), ...paper });
    expect(await tasks.must(cast.coordinator, 'GET', `/plans/${planId}`)).toMatchObject(paper);
  });

  it('refuses a number used twice in the plan and an aspect that the plan does not have, and keeps nothing', async () => {
    const { planId } = await tasks.plan(cast, [taskFields([], { no: 'A' })]);
    const add = (fields: object) =>
      tasks.ask(cast.coordinator, 'POST', `/plans/${planId}/tasks`, {
        tasks: [taskFields([]), taskFields([], fields)],
      });
    expect((await add({ no: 'A' })).body.code).toBe('TASK.NUMBER_TAKEN');
    expect((await add({ aspectNo: 9 })).body.code).toBe('PLAN.ASPECT_UNKNOWN');
    expect((await tasks.must(cast.coordinator, 'GET', `/plans/${planId}/tasks`)).items).toHaveLength(1);
  });

  it('refuses an issuer that is no leading group', async () => {
    const plan = { ...planFields(cast), issuerUnitId: cast.seatUnitId };
    expect((await tasks.ask(cast.coordinator, 'POST', '/plans', plan)).body.code).toBe(
      'PLAN.ISSUER_NOT_A_LEADING_GROUP',
    );
  });

  it('refuses the coordinator of a unit that is no office: he does not speak for a leading group', async () => {
    const district = await tasks.unit('DISTRICT', { name: '北京市海淀区人民政府' });
    const coordinator = await tasks.service.appoint(district, 'COORDINATOR');
    const { status, body } = await tasks.ask(coordinator, 'POST', '/plans', planFields(cast));
    expect([status, body.code]).toEqual([403, 'PLAN.REGISTERED_BY_OFFICES']);
    expect(body.detail).toContain('北京市海淀区人民政府');
  });

  it('refuses the office of one leading group a plan of another, and lets an office of no recorded group register any', async () => {
    const issuerUnitId = await tasks.unit('LEADING_GROUP', { name: '另一领导小组' });
    const plan = () => ({ ...planFields(cast), issuerUnitId });
    const { status, body } = await tasks.ask(cast.coordinator, 'POST', '/plans', plan());
    expect([status, body.code]).toEqual([403, 'PLAN.ISSUER_NOT_YOUR_GROUP']);
    expect(body.detail).toContain('does not register plans of 另一领导小组');
    for (const superiorId of [null, cast.departments[0]!]) {
      const office = await tasks.unit('COORDINATION_OFFICE', { seatUnitId: cast.seatUnitId, superiorId });
      const coordinator = await tasks.service.appoint(office, 'COORDINATOR');
      expect((await tasks.ask(coordinator, 'POST', '/plans', plan())).status).toBe(201);
    }
  });

  it('lets the office revise a task until the issue is requested', async () => {
    const { planId, taskIds } = await tasks.plan(cast, [taskFields([])]);
    const revised = taskFields([{ unitId: cast.departments[0]!, role: 'LEAD' }], { title: '修改后的任务' });
    expect(await tasks.must(cast.coordinator, 'PUT', `/tasks/${taskIds[0]}`, revised)).toMatchObject({
      title: '修改后的任务',
      version: 2,
    });
    await tasks.must(cast.coordinator, 'POST', `/plans/${planId}/issue-request`);
    const again = await tasks.ask(cast.coordinator, 'PUT', `/tasks/${taskIds[0]}`, revised);
    expect(again.body).toMatchObject({ code: 'PLAN.NOT_REGISTERED', state: 'ISSUE_REQUESTED' });
    const late = await tasks.ask(cast.coordinator, 'POST', `/plans/${planId}/tasks`, { tasks: [taskFields([])] });
    expect(late.body).toMatchObject({ code: 'PLAN.NOT_REGISTERED', state: 'ISSUE_REQUESTED' });
  });

  it('knows how many tasks it has, in its own wording and in all, while two are registered and revised at once', async () => {
    const plan = await tasks.must(cast.coordinator, 'POST', '/plans', planFields(cast));
    const register = (no: string, origin: string) =>
      tasks.must(cast.coordinator, 'POST', `/plans/${plan.planId}/tasks`, { tasks: [taskFields([], { no, origin })] });
    const [first, second] = await Promise.all([register('1', 'PLAN_TEXT'), register('2', 'OFFICE')]);
    const counts = async () => {
      const { items } = await tasks.must(cast.coordinator, 'GET', '/plans');
      const listed = items.find(({ planId }: { planId: string }) => planId === plan.planId);
      const read = await tasks.must(cast.coordinator, 'GET', `/plans/${plan.planId}`);
      expect([listed.tasks, listed.planTextTasks]).toEqual([read.tasks, read.planTextTasks]);
      return [read.tasks, read.planTextTasks];
    };
    expect(await counts()).toEqual([2, 1]);
    const revise = (taskId: string, no: string) =>
      tasks.must(cast.coordinator, 'PUT', `/tasks/${taskId}`, taskFields([], { no, origin: 'PLAN_TEXT' }));
    await Promise.all([revise(first.taskIds[0], '1'), revise(second.taskIds[0], '2')]);
    expect(await counts()).toEqual([2, 2]);
  });
});

describe('issuing a plan', () => {
  it('gives every task to its units in one transaction: groups to the members of that day, each unit once', async () => {
    const [gone, coming, staying] = [newId(), newId(), cast.districts[0]!];
    const groupId = await tasks.group([
      { unitId: gone, from: '2021-01-01', to: '2021-11-21' },
      { unitId: coming, from: '2021-11-23', to: null },
      { unitId: staying, from: '2021-01-01', to: '2021-11-22' },
    ]);
    const { taskIds, planId } = await tasks.issued(cast, [
      taskFields(
        [
          { groupId, role: 'CO' },
          { unitId: staying, role: 'LEAD' },
        ],
        { origin: 'PLAN_TEXT' },
      ),
      taskFields([]),
    ]);
    const [first, second] = await Promise.all(taskIds.map((id) => tasks.must(cast.coordinator, 'GET', `/tasks/${id}`)));
    expect(first).toMatchObject({ phase: 'ASSIGNED', reporterUnitId: staying, reporterOrigin: 'PLAN' });
    expect(first.assignments).toHaveLength(1);
    expect(first.assignments[0]).toMatchObject({
      unitId: staying,
      role: 'LEAD',
      origin: 'PLAN',
      signDueOn: '2021-11-24',
    });
    expect(second).toMatchObject({ phase: 'REGISTERED', assignments: [] });
    expect((await tasks.events(planId)).map(({ type }) => type)).toEqual([
      'tasks.plan-registered',
      'tasks.plan-issue-requested',
      'tasks.plan-issued',
    ]);
  });

  it('reaches a member of a group before the register has told of it, whose name appears when its entry arrives', async () => {
    const unitId = newId();
    const groupId = await tasks.group([{ unitId, from: '2021-01-01', to: null }]);
    const { taskIds } = await tasks.issued(cast, [taskFields([{ groupId, role: 'LEAD' }])]);
    const nameNow = async () => (await tasks.must(cast.coordinator, 'GET', `/tasks/${taskIds[0]}`)).reporterName;
    expect(await nameNow()).toBe('（单位登记信息未到）');
    await tasks.unit('DISTRICT', { unitId, name: '北京市东城区人民政府' });
    expect(await nameNow()).toBe('北京市东城区人民政府');
  });

  it('happens once when two leaders approve at the same time', async () => {
    const deputy = await tasks.service.appoint(cast.issuerUnitId, 'GROUP_LEADER');
    const { planId, taskIds } = await tasks.plan(cast, [taskFields([{ unitId: cast.departments[0]!, role: 'LEAD' }])]);
    await tasks.must(cast.coordinator, 'POST', `/plans/${planId}/issue-request`);
    const approve = (leader: typeof deputy) => tasks.ask(leader, 'POST', `/plans/${planId}/issue-approval`);
    const answers = await whileHeld(tasks.service, 'plan', planId, 2, () =>
      Promise.all([approve(cast.leader), approve(deputy)]),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect((await tasks.events(taskIds[0]!)).map(({ type }) => type)).toEqual([
      'tasks.task-registered',
      'tasks.task-assigned',
    ]);
  });

  it('is not approved by the one who requested it, though he has moved to the leading group since', async () => {
    const clerk = await tasks.service.appoint(cast.officeUnitId, 'COORDINATOR');
    const { planId } = await tasks.plan(cast, [taskFields([])]);
    await tasks.must(clerk, 'POST', `/plans/${planId}/issue-request`);
    await tasks.move(clerk, cast.issuerUnitId, 'GROUP_LEADER');
    expect(await tasks.ask(clerk, 'POST', `/plans/${planId}/issue-approval`)).toMatchObject({
      status: 403,
      body: { code: 'PLAN.REQUESTER_CANNOT_DECIDE' },
    });
  });

  it('is sent back with a reason that the office reads, and can then be requested again', async () => {
    const { planId } = await tasks.plan(cast, [taskFields([])]);
    await tasks.must(cast.coordinator, 'POST', `/plans/${planId}/issue-request`);
    await tasks.must(cast.leader, 'POST', `/plans/${planId}/issue-refusal`, { reason: '责任单位不全' });
    expect(await tasks.must(cast.coordinator, 'GET', `/plans/${planId}`)).toMatchObject({
      phase: 'REGISTERED',
      refusalReason: '责任单位不全',
    });
    await tasks.must(cast.coordinator, 'POST', `/plans/${planId}/issue-request`);
  });

  it('is refused while a group it names has no members, and then issues nothing', async () => {
    const groupId = await tasks.group([]);
    const { planId } = await tasks.plan(cast, [taskFields([{ groupId, role: 'RESPONSIBLE' }])]);
    await tasks.must(cast.coordinator, 'POST', `/plans/${planId}/issue-request`);
    const answer = await tasks.ask(cast.leader, 'POST', `/plans/${planId}/issue-approval`);
    expect(answer).toMatchObject({ status: 409, body: { code: 'PLAN.GROUP_WITHOUT_MEMBERS' } });
    expect(answer.body.detail).toMatch(/^The group 组 has no members on this day/);
    expect(await tasks.must(cast.leader, 'GET', `/plans/${planId}`)).toMatchObject({ phase: 'ISSUE_REQUESTED' });
  });

  it('puts four units on each of a thousand tasks with a fixed number of statements', async () => {
    const units = [...cast.departments, ...cast.districts]
      .slice(0, 4)
      .map((unitId) => ({ unitId, role: 'RESPONSIBLE' }));
    const { planId } = await tasks.plan(
      cast,
      Array.from({ length: 1_000 }, () => taskFields(units)),
    );
    await tasks.must(cast.coordinator, 'POST', `/plans/${planId}/issue-request`);
    await tasks.must(cast.leader, 'POST', `/plans/${planId}/issue-approval`);
    const { rows } = await tasks.service.database.query<{ assignments: number; events: number }>(
      `SELECT count(*)::integer AS assignments, (SELECT count(*)::integer FROM event_log e
         WHERE e.type = 'tasks.task-assigned' AND e.aggregate_id IN (SELECT task_id FROM task WHERE plan_id = $1)) AS events
       FROM assignment JOIN task USING (task_id) WHERE task.plan_id = $1`,
      [planId],
    );
    expect(rows[0]).toEqual({ assignments: 4_000, events: 1_000 });
  });

  it('is refused after a deadline of a task or unit has passed, until the office has revised the task', async () => {
    const [lead, co] = cast.departments;
    const units = (deadline: string) => [
      { unitId: lead, role: 'LEAD' },
      { unitId: co, role: 'CO', deadline },
    ];
    const overdue = taskFields(units('2021-11-30'), { deadline: '2022-06-30' });
    const { planId, taskIds } = await tasks.plan(cast, [taskFields([]), overdue]);
    await tasks.must(cast.coordinator, 'POST', `/plans/${planId}/issue-request`);
    await tasks.service.moveTo('2021-12-01T09:00:00+08:00');
    const passed = { status: 409, body: { code: 'PLAN.DEADLINE_IN_PAST' } };
    expect(await tasks.ask(cast.leader, 'POST', `/plans/${planId}/issue-approval`)).toMatchObject(passed);
    await tasks.must(cast.leader, 'POST', `/plans/${planId}/issue-refusal`, { reason: '时限已过' });
    expect(await tasks.ask(cast.coordinator, 'POST', `/plans/${planId}/issue-request`)).toMatchObject(passed);
    const revised = { ...overdue, units: units('2021-12-01') };
    await tasks.must(cast.coordinator, 'PUT', `/tasks/${taskIds[1]}`, revised);
    await tasks.must(cast.coordinator, 'POST', `/plans/${planId}/issue-request`);
    await tasks.must(cast.leader, 'POST', `/plans/${planId}/issue-approval`);
  });
});
