import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Person } from '#testing';
import { taskFields, Tasks, type Cast } from './support/tasks.js';
import { handInUnitPlan, unitPlanText } from './support/unit-plans.js';

let tasks: Tasks;
let cast: Cast;
let unitId: string;
let liaison: Person;
let approver: Person;

beforeAll(async () => {
  tasks = await Tasks.start();
  cast = await tasks.cast();
  unitId = cast.districts[0]!;
  liaison = await tasks.service.appoint(unitId, 'LIAISON_OFFICER');
  approver = await tasks.service.appoint(unitId, 'UNIT_APPROVER');
});
afterAll(() => tasks.stop());

interface Story {
  planId: string;
  elevators: string;
  canteens: string;
  /** A task of the plan that other units carry. */
  foreign: string;
}

/** A plan of which the district carries two tasks. */
async function issued(): Promise<Story> {
  const own = [{ unitId, role: 'LEAD' }];
  const { planId, taskIds } = await tasks.issued(cast, [
    taskFields(own, {
      deadline: '2022-12-31',
      no: '三',
      title: '开展老旧电梯安全评估',
      text: '对使用十五年以上的住宅电梯全部评估。',
    }),
    taskFields(own, { no: '四', title: '提升校园食堂管理水平', text: '推行明厨亮灶，落实陪餐制度。' }),
    taskFields([{ unitId: cast.districts[1]!, role: 'LEAD' }], { no: '五', title: '规范充电设施建设' }),
  ]);
  const [elevators = '', canteens = '', foreign = ''] = taskIds;
  return { planId, elevators, canteens, foreign };
}

const change = (draftId: string, body: object) =>
  tasks.ask(liaison, 'POST', `/drafts/${draftId}/measure-changes`, body);
const accept = (draftId: string) => tasks.ask(approver, 'POST', `/drafts/${draftId}/measures-acceptance`);
const get = (draftId: string) => tasks.must(liaison, 'GET', `/drafts/${draftId}`);
const measuresAt = async (taskId: string) => {
  const path = await tasks.assignmentPath(cast, taskId, unitId);
  return { path, items: (await tasks.must(liaison, 'GET', `${path}/measures`)).items };
};

/** Handed in, the one measure that says nothing of its task placed, and accepted. */
async function accepted(): Promise<Story & { draftId: string }> {
  const story = await issued();
  const { draftId, proposed } = await handInUnitPlan(tasks, liaison, story.planId);
  await tasks.must(liaison, 'POST', `/drafts/${draftId}/measure-changes`, {
    kind: 'PLACE_MEASURE',
    key: proposed[2].key,
    taskId: story.canteens,
  });
  await tasks.must(approver, 'POST', `/drafts/${draftId}/measures-acceptance`);
  return { ...story, draftId };
}

describe("a unit's own plan that is handed in", () => {
  it('is proposed as measures under the tasks that the unit carries, with reasons, the others open', async () => {
    const { planId, elevators, canteens } = await issued();
    const draft = await handInUnitPlan(tasks, liaison, planId);
    expect(draft).toMatchObject({
      kind: 'UNIT_PLAN',
      phase: 'READY',
      planId,
      officeUnitId: unitId,
      allowedActions: ['CHANGE_MEASURES', 'DISCARD_DRAFT'],
      proposed: [
        { measure: { taskId: elevators, sure: { confidence: 0.97 }, owner: '区住建委' }, deadline: '2022-06-30' },
        { measure: { taskId: canteens, sure: { confidence: 0.97 } } },
        { measure: { taskId: null, owner: '区司法局' } },
      ],
      carried: [
        { taskId: elevators, no: '三', measures: 1 },
        { taskId: canteens, no: '四', measures: 1 },
      ],
    });
    expect(draft.proposed[0].measure.sure.reasons).toContain('cites-number');
    expect(draft.proposed[0].measure.candidates[0]).toMatchObject({ taskId: elevators });
  });

  it('can be a file', async () => {
    const { planId } = await issued();
    const url = `/api/tasks/drafts/unit-plans?planId=${planId}&fileName=${encodeURIComponent('实施方案.txt')}`;
    const options = { as: liaison, body: Buffer.from(unitPlanText()), headers: OCTETS };
    const answer = await tasks.service.request('POST', url, options);
    expect(answer).toMatchObject({ status: 201, body: { kind: 'UNIT_PLAN', fileName: '实施方案.txt' } });
    await tasks.service.settle();
    expect(await get(answer.body.draftId)).toMatchObject({ phase: 'READY', tasks: 3 });
  });

  it('is seen by that unit alone: neither by the office of the plan, nor by auditors, nor by other units', async () => {
    const { planId } = await issued();
    const { draftId } = await handInUnitPlan(tasks, liaison, planId);
    const auditor = await tasks.service.appoint(cast.departments[0]!, 'AUDITOR');
    const neighbour = await tasks.service.appoint(cast.districts[1]!, 'LIAISON_OFFICER');
    for (const other of [cast.coordinator, cast.leader, auditor, neighbour]) {
      expect(await tasks.ask(other, 'GET', `/drafts/${draftId}`)).toMatchObject({ status: 404 });
      const { items } = await tasks.must(other, 'GET', '/drafts');
      expect(items.map((item: { draftId: string }) => item.draftId)).not.toContain(draftId);
    }
    const { items } = await tasks.must(approver, 'GET', '/drafts');
    expect(items[0]).toMatchObject({ draftId, allowedActions: ['ACCEPT_UNIT_PLAN'] });
  });

  it('is refused where the unit has no open part, and not found where it does not see the plan', async () => {
    const { planId } = await issued();
    const stranger = await tasks.service.appoint(cast.departments[1]!, 'LIAISON_OFFICER');
    const member = await tasks.service.appoint(cast.departments[1]!, 'LIAISON_OFFICER', 'GROUP_MEMBER');
    const paper = { text: unitPlanText(), planId };
    expect(await tasks.ask(stranger, 'POST', '/drafts/unit-plans/pasted-texts', paper)).toMatchObject({ status: 404 });
    expect(await tasks.ask(member, 'POST', '/drafts/unit-plans/pasted-texts', paper)).toMatchObject({
      status: 409,
      body: { code: 'TASK.UNIT_DOES_NOT_CARRY_IT' },
    });
  });
});

describe('an officer of the unit', () => {
  it('moves a measure to another carried task, edits and drops measures; what stood before is kept', async () => {
    const { planId, elevators, canteens } = await issued();
    const { draftId, proposed } = await handInUnitPlan(tasks, liaison, planId);
    const [first, second, third] = proposed.map(({ key }: { key: string }) => key);
    await change(draftId, { kind: 'PLACE_MEASURE', key: second, taskId: elevators });
    const fields = { text: '逐梯建档', deadline: '2022-03-31', owner: '电梯科 王某' };
    await change(draftId, { kind: 'EDIT_MEASURE', key: first, fields });
    await change(draftId, { kind: 'DROP_MEASURE', key: third });
    const draft = await get(draftId);
    expect(draft.proposed).toMatchObject([
      { key: first, text: '逐梯建档', deadline: '2022-03-31', measure: { taskId: elevators, owner: '电梯科 王某' } },
      { key: second, measure: { taskId: elevators, sure: { confidence: 1, reasons: ['said-by-reviewer'] } } },
    ]);
    expect(draft.carried).toMatchObject([{ measures: 2 }, { taskId: canteens, measures: 0 }]);
    const { items } = await tasks.must(liaison, 'GET', `/drafts/${draftId}/changes`);
    expect(items[2]).toMatchObject({
      actor: liaison.accountId,
      action: 'PLACE_MEASURE',
      before: { tasks: [{ key: second, measure: { taskId: canteens } }] },
      after: { tasks: [{ key: second, measure: { taskId: elevators } }] },
    });
  });

  it('cannot place a measure under a task that the unit does not carry', async () => {
    const { planId, foreign } = await issued();
    const { draftId, proposed } = await handInUnitPlan(tasks, liaison, planId);
    expect(await change(draftId, { kind: 'PLACE_MEASURE', key: proposed[0].key, taskId: foreign })).toMatchObject({
      status: 409,
      body: { code: 'DRAFT.TASK_NOT_CARRIED' },
    });
  });
});

describe('the acceptance', () => {
  it('is refused with each measure that is under no task, and keeps none', async () => {
    const { planId, elevators } = await issued();
    const { draftId, proposed } = await handInUnitPlan(tasks, liaison, planId);
    const refused = await accept(draftId);
    expect(refused).toMatchObject({ status: 409, body: { code: 'DRAFT.LEFT_TO_DECIDE' } });
    expect(refused.body.errors).toMatchObject([{ pointer: `/tasks/${proposed[2].key}/measure` }]);
    expect((await measuresAt(elevators)).items).toEqual([]);
  });

  it('is refused with each measure whose task the unit no longer carries', async () => {
    const { planId, elevators, canteens } = await issued();
    const { draftId, proposed } = await handInUnitPlan(tasks, liaison, planId);
    await change(draftId, { kind: 'PLACE_MEASURE', key: proposed[2].key, taskId: canteens });
    await completed(elevators);
    const refused = await accept(draftId);
    expect(refused).toMatchObject({ status: 409, body: { code: 'DRAFT.TASK_NOT_CARRIED' } });
    expect(refused.body.errors).toMatchObject([{ pointer: `/tasks/${proposed[0].key}/measure` }]);
    expect((await measuresAt(canteens)).items).toEqual([]);
  });

  it('keeps the measures with the parts of the unit, one event each, and ends the review', async () => {
    const { planId, elevators, canteens, draftId } = await accepted();
    const { items } = await measuresAt(elevators);
    expect(items).toMatchObject([
      { planId, taskId: elevators, unitId, draftId, owner: '区住建委', deadline: '2022-06-30', phase: 'OPEN' },
    ]);
    expect((await measuresAt(canteens)).items).toHaveLength(2);
    expect(await tasks.events(items[0].measureId)).toMatchObject([
      { type: 'tasks.measure-adopted', aggregateVersion: 1, data: { measure: { taskId: elevators } } },
    ]);
    const draft = await get(draftId);
    expect(draft).toMatchObject({ phase: 'ACCEPTED', proposed: [{ taskId: elevators }, {}, { taskId: canteens }] });
    const later = { kind: 'DROP_MEASURE', key: draft.proposed[0].key };
    expect(await change(draftId, later)).toMatchObject({ status: 409, body: { code: 'DRAFT.ACTION_NOT_ALLOWED' } });
  });
});

describe('a kept measure', () => {
  it('is done when the unit says so, once, and the page of the task counts it', async () => {
    const { canteens } = await accepted();
    const { path, items } = await measuresAt(canteens);
    const completion = `${path}/measures/${items[0].measureId}/completion`;
    const { version } = await tasks.must(cast.coordinator, 'GET', `/tasks/${canteens}`);
    expect(await tasks.ask(liaison, 'POST', completion)).toMatchObject({
      status: 200,
      body: { phase: 'DONE', doneAt: expect.any(String) as string, version: 2 },
    });
    expect(await tasks.ask(liaison, 'POST', completion)).toMatchObject({
      status: 409,
      body: { code: 'MEASURE.ACTION_NOT_ALLOWED' },
    });
    const task = await tasks.must(cast.coordinator, 'GET', `/tasks/${canteens}`);
    expect(task).toMatchObject({ version, assignments: [{ openMeasures: 1, doneMeasures: 1 }] });
    expect((await tasks.events(items[0].measureId)).at(-1)).toMatchObject({ type: 'tasks.measure-done' });
  });

  it('is visible to whoever sees the part, to nobody else, page by page', async () => {
    const { canteens } = await accepted();
    const { path, items } = await measuresAt(canteens);
    const { items: first, next } = await tasks.must(cast.coordinator, 'GET', `${path}/measures?limit=1`);
    const { items: rest } = await tasks.must(cast.coordinator, 'GET', `${path}/measures?limit=1&cursor=${next}`);
    expect([...first, ...rest].map(({ measureId }) => measureId)).toEqual(
      items.map(({ measureId }: { measureId: string }) => measureId),
    );
    expect(first[0]).toMatchObject({ allowedActions: [] });
    const neighbour = await tasks.service.appoint(cast.districts[1]!, 'LIAISON_OFFICER');
    expect(await tasks.ask(neighbour, 'GET', `${path}/measures`)).toMatchObject({ status: 404 });
  });
});

const OCTETS = { 'content-type': 'application/octet-stream' };

/** The part of the unit in this task, from signing to completion. */
async function completed(taskId: string): Promise<void> {
  const path = await tasks.assignmentPath(cast, taskId, unitId);
  await tasks.must(liaison, 'POST', `${path}/acceptance`);
  await tasks.must(liaison, 'POST', `${path}/reports`, { progress: 100, text: '完成' });
  await tasks.must(liaison, 'POST', `${path}/completion-request`, { statement: '完成' });
  await tasks.must(cast.coordinator, 'POST', `${path}/completion`, { opinion: '同意' });
}
