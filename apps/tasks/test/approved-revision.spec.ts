import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '#kernel';
import type { Person } from '#testing';
import { whileHeld } from './support/held-row.js';
import { acceptanceOf, handIn, paperText } from './support/papers.js';
import { Tasks, type Cast } from './support/tasks.js';

const NAMES = { lead: '示例市市场监管局', co: '示例市商务局' };
const OTHER = '示例市文旅局';
const TEXT = paperText(NAMES);
const ADDED = `（三）公开质量信息。2022年10月底前公开。（责任单位：${NAMES.co}牵头）`;

/** The first task asks for more by another day, its co-unit is another one; a third task is new. */
const REVISED = TEXT.replace('2022年6月底前完成首批攻关目录', '2022年9月底前完成两批攻关目录')
  .replace(`${NAMES.lead}牵头，${NAMES.co}配合`, `${NAMES.lead}牵头，${OTHER}配合`)
  .replace('示例市质量强市工作领导小组\n', `${ADDED}\n示例市质量强市工作领导小组\n`);

/** Without the second task. */
const SHORTER = TEXT.split('\n')
  .filter((line) => !line.startsWith('（二）'))
  .join('\n');

let tasks: Tasks;
let cast: Cast;
let lead: string;
let co: string;
let liaison: Person;
let planId: string;
let taskIds: string[];

beforeAll(async () => {
  tasks = await Tasks.start();
  cast = await tasks.cast();
  lead = await tasks.unit('DEPARTMENT', { name: NAMES.lead });
  co = await tasks.unit('DEPARTMENT', { name: NAMES.co });
  await tasks.unit('DEPARTMENT', { name: OTHER });
  liaison = await tasks.service.appoint(lead, 'LIAISON_OFFICER');
});
afterAll(() => tasks.stop());

beforeEach(async () => {
  const { draftId } = await handIn(tasks, cast.coordinator, TEXT);
  const acceptance = { ...acceptanceOf(cast), documentNumber: `示例〔2021〕${newId()}号` };
  ({ planId } = await tasks.must(cast.coordinator, 'POST', `/drafts/${draftId}/acceptance`, acceptance));
  await tasks.must(cast.coordinator, 'POST', `/plans/${planId}/issue-request`);
  await tasks.must(cast.leader, 'POST', `/plans/${planId}/issue-approval`);
  const { items } = await tasks.must(cast.coordinator, 'GET', `/plans/${planId}/tasks`);
  taskIds = items.map(({ taskId }: { taskId: string }) => taskId);
});

const taskNow = (index: number) => tasks.must(cast.coordinator, 'GET', `/tasks/${taskIds[index]}`);
const typesOf = async (taskId: string) => (await tasks.events(taskId)).map(({ type }) => type);
const partOf = async (index: number, unitId: string) =>
  (await taskNow(index)).assignments.find((part: { unitId: string }) => part.unitId === unitId);

async function sign(index: number): Promise<string> {
  const path = await tasks.assignmentPath(cast, taskIds[index]!, lead);
  await tasks.must(liaison, 'POST', `${path}/acceptance`);
  return path;
}

async function revise(text: string): Promise<string> {
  return (await handIn(tasks, cast.coordinator, text, planId)).draftId;
}
const request = (draftId: string, as = cast.coordinator) =>
  tasks.ask(as, 'POST', `/drafts/${draftId}/revision-request`);
const approve = (draftId: string, as = cast.leader, headers?: Record<string, string>) =>
  tasks.ask(as, 'POST', `/drafts/${draftId}/revision-approval`, undefined, headers);

async function requested(text: string): Promise<string> {
  const draftId = await revise(text);
  expect(await request(draftId)).toMatchObject({ status: 200, body: { phase: 'REVISION_REQUESTED' } });
  return draftId;
}

async function approved(text: string): Promise<string> {
  const draftId = await requested(text);
  expect(await approve(draftId)).toMatchObject({ status: 200, body: { phase: 'ACCEPTED', planId } });
  return draftId;
}

describe('a revision that waits for the leading group', () => {
  it('is read by its leader as the tasks that it concerns, and changes nothing yet', async () => {
    const before = await Promise.all([taskNow(0), taskNow(1)]);
    const draftId = await requested(REVISED);
    expect(await tasks.ask(cast.leader, 'GET', `/plans/${planId}/revision`)).toMatchObject({
      status: 200,
      headers: { etag: expect.any(String) },
      body: { draftId, reissue: [{ taskId: taskIds[0] }], issue: [{ title: '公开质量信息' }], untouched: [{}] },
    });
    expect(await Promise.all([taskNow(0), taskNow(1)])).toEqual(before);
  });

  it('can no longer be changed or given up by the office', async () => {
    const draftId = await requested(REVISED);
    for (const [path, body] of [
      ['changes', { kind: 'PLACE_SENTENCES', sentenceIds: [0], to: { reason: 'title' } }],
      ['discarding', { reason: '文件有误' }],
    ] as const) {
      const answer = await tasks.ask(cast.coordinator, 'POST', `/drafts/${draftId}/${path}`, body);
      expect(answer).toMatchObject({ status: 409, body: { code: 'DRAFT.ACTION_NOT_ALLOWED' } });
    }
  });

  it('is the only one of its plan, and a second is compared with it once it is approved', async () => {
    const [first, second] = [await revise(REVISED), await revise(SHORTER)];
    expect((await request(first)).status).toBe(200);
    expect(await request(second)).toMatchObject({ status: 409, body: { code: 'DRAFT.REVISION_PENDING' } });
    expect((await approve(first)).status).toBe(200);
    expect(await request(second)).toMatchObject({ status: 409, body: { code: 'DRAFT.REVISES_AN_OLDER_VERSION' } });
  });

  it('goes back with a reason, changes no task, and can be changed and requested again', async () => {
    const draftId = await requested(REVISED);
    const answer = await tasks.ask(cast.leader, 'POST', `/drafts/${draftId}/revision-refusal`, { reason: '时限过宽' });
    expect(answer).toMatchObject({ status: 200, body: { phase: 'READY' } });
    expect((await tasks.events(draftId)).at(-1)).toMatchObject({
      type: 'tasks.draft-revision-refused',
      data: { reason: '时限过宽' },
    });
    expect(await tasks.ask(cast.leader, 'GET', `/plans/${planId}/revision`)).toMatchObject({
      status: 404,
      body: { code: 'PLAN.NO_REVISION_REQUESTED' },
    });
    expect((await taskNow(0)).version).toBe(2);
    expect((await request(draftId)).status).toBe(200);
  });

  it('is refused to a first version and to a plan that is not issued', async () => {
    const { draftId: first } = await handIn(tasks, cast.coordinator, TEXT);
    expect(await request(first)).toMatchObject({ status: 409, body: { code: 'DRAFT.REVISES_NOTHING' } });
    const acceptance = { ...acceptanceOf(cast), documentNumber: `示例〔2021〕${newId()}号` };
    ({ planId } = await tasks.must(cast.coordinator, 'POST', `/drafts/${first}/acceptance`, acceptance));
    const draftId = await revise(REVISED);
    expect(await request(draftId)).toMatchObject({ status: 409, body: { code: 'PLAN.NOT_ISSUED' } });
    const auditor = await tasks.service.appoint(cast.officeUnitId, 'AUDITOR');
    expect(await request(draftId, auditor)).toMatchObject({ status: 403, body: { code: 'DRAFT.NOT_YOURS' } });
  });

  it('is refused with every task that no command could bring there', async () => {
    const draftId = await revise(REVISED.replace('2022年9月底前完成两批', '持续完成两批'));
    const { proposed } = await tasks.must(cast.coordinator, 'GET', `/drafts/${draftId}`);
    const [first, second, third] = proposed;
    await tasks.must(cast.coordinator, 'POST', `/drafts/${draftId}/changes`, {
      kind: 'EDIT_TASK',
      key: third.key,
      fields: { no: second.no },
    });
    await tasks.must(cast.coordinator, 'POST', `/drafts/${draftId}/changes`, {
      kind: 'EDIT_TASK',
      key: second.key,
      fields: { no: '另号' },
    });
    const { status, body } = await request(draftId);
    expect([status, body.code]).toEqual([409, 'DRAFT.REVISION_NOT_POSSIBLE']);
    expect(body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual([
      `/tasks/${first.key}/deadline`,
      `/tasks/${third.key}/no`,
    ]);
  });

  it('is refused with every task, new or moved, whose deadline has passed', async () => {
    const draftId = await revise(
      REVISED.replace('2022年9月底前', '2021年9月底前').replace('2022年10月底前', '2021年10月底前'),
    );
    const { proposed } = await tasks.must(cast.coordinator, 'GET', `/drafts/${draftId}`);
    const [first, , third] = proposed;
    const { status, body } = await request(draftId);
    expect([status, body.code]).toEqual([409, 'DRAFT.REVISION_NOT_POSSIBLE']);
    expect(body.errors).toEqual([
      { pointer: `/tasks/${first.key}/deadline`, message: expect.stringContaining('2021-09-30') },
      { pointer: `/tasks/${third.key}/deadline`, message: expect.stringContaining('2021-10-31') },
    ]);
  });
});

describe('an approved revision', () => {
  it('gives a reworded task to its units again, under the old number and with the new deadline', async () => {
    await sign(0);
    const before = await taskNow(0);
    await approved(REVISED);
    const task = await taskNow(0);
    expect(task).toMatchObject({
      no: before.no,
      phase: 'ASSIGNED',
      deadline: '2022-09-30',
      originalDeadline: '2022-06-30',
      reporterUnitId: lead,
    });
    expect(task.text).toContain('两批攻关目录');
    expect(task.deadlineChanges).toMatchObject([{ previousDeadline: '2022-06-30', deadline: '2022-09-30' }]);
    expect(await partOf(0, lead)).toMatchObject({ phase: 'ASSIGNED', acceptedAt: null, signDueOn: '2021-11-24' });
    expect(await typesOf(taskIds[0]!)).toEqual([
      'tasks.task-registered',
      'tasks.task-assigned',
      'tasks.assignment-accepted',
      'tasks.deadline-moved',
      'tasks.task-reissued',
    ]);
    const { items } = await tasks.must(liaison, 'GET', '/inbox?limit=200');
    expect(items).toContainEqual(expect.objectContaining({ taskId: taskIds[0], waitingFor: 'SIGN' }));
  });

  it('ends the part of a unit that it no longer names, and gives one to a unit that it adds', async () => {
    await approved(REVISED);
    expect(await partOf(0, co)).toMatchObject({ phase: 'CLOSED' });
    const { assignments } = await taskNow(0);
    expect(assignments.map(({ unitName, phase }: never) => [unitName, phase])).toEqual([
      [NAMES.lead, 'ASSIGNED'],
      [NAMES.co, 'CLOSED'],
      [OTHER, 'ASSIGNED'],
    ]);
    expect((await tasks.events(taskIds[0]!)).at(-1)!.data).toMatchObject({
      reissuedUnitIds: [lead],
      withdrawnUnitIds: [co],
      addedUnitIds: [assignments[2].unitId],
      reason: '领导小组批准方案修订',
    });
  });

  it('holds nobody up by a unit that was taken off: the reporter need not name it as missing', async () => {
    await approved(REVISED);
    const path = await sign(0);
    await tasks.must(liaison, 'POST', `${path}/reports`, { progress: 100, text: '完成' });
    const { assignments } = await taskNow(0);
    const body = { statement: '完成', missingUnitIds: [assignments[2].unitId] };
    expect(await tasks.ask(liaison, 'POST', `${path}/completion-request`, body)).toMatchObject({ status: 200 });
  });

  it('leaves untouched tasks their version and history, registers and assigns new ones, and revises the plan', async () => {
    const before = await taskNow(1);
    await approved(REVISED);
    expect(await taskNow(1)).toEqual(before);
    const { items } = await tasks.must(cast.coordinator, 'GET', `/plans/${planId}/tasks`);
    expect(items).toHaveLength(3);
    expect(items[2]).toMatchObject({ title: '公开质量信息', phase: 'ASSIGNED', reporterUnitId: co, units: 1 });
    expect(await tasks.must(cast.coordinator, 'GET', `/plans/${planId}`)).toMatchObject({ tasks: 3, phase: 'ISSUED' });
    expect((await typesOf(planId)).at(-1)).toBe('tasks.plan-revised');
  });

  it('ends a task that the paper no longer holds, with its open parts', async () => {
    await approved(SHORTER);
    const task = await taskNow(1);
    expect(task).toMatchObject({
      phase: 'WITHDRAWN',
      phaseLabel: '已撤销',
      completedAt: null,
      light: 'GREY',
      allowedActions: [],
    });
    expect(task.assignments.map(({ phase }: { phase: string }) => phase)).toEqual(['CLOSED', 'CLOSED']);
    expect((await typesOf(taskIds[1]!)).at(-1)).toBe('tasks.task-withdrawn');
  });

  it('is what the next version is compared with, and a unit that it took off can be named again', async () => {
    await approved(REVISED);
    const again = REVISED.replace(`${NAMES.lead}牵头，${OTHER}配合`, `${NAMES.lead}牵头，${NAMES.co}配合`);
    await approved(again);
    expect(await partOf(0, co)).toMatchObject({ phase: 'ASSIGNED' });
    expect(await typesOf(taskIds[1]!)).toEqual(['tasks.task-registered', 'tasks.task-assigned']);
  });

  it('waits until what units handed in is decided on', async () => {
    const path = await sign(0);
    await tasks.must(liaison, 'POST', `${path}/reports`, { progress: 100, text: '完成' });
    await tasks.must(liaison, 'POST', `${path}/completion-request`, { statement: '完成', missingUnitIds: [co] });
    const draftId = await requested(REVISED);
    expect(await approve(draftId)).toMatchObject({ status: 409, body: { code: 'TASK.PARTS_AWAIT_REVIEW' } });
    expect(await typesOf(taskIds[0]!)).not.toContain('tasks.deadline-moved');
    await tasks.must(cast.coordinator, 'POST', `${path}/completion-return`, { reason: '佐证不足' });
    expect((await approve(draftId)).status).toBe(200);
  });

  it('is not approved by the one who requested it, nor by who read another version of it', async () => {
    const clerk = await tasks.service.appoint(cast.officeUnitId, 'COORDINATOR');
    const draftId = await revise(REVISED);
    await tasks.must(clerk, 'POST', `/drafts/${draftId}/revision-request`);
    await tasks.move(clerk, cast.issuerUnitId, 'GROUP_LEADER');
    expect(await approve(draftId, clerk)).toMatchObject({
      status: 403,
      body: { code: 'PLAN.REQUESTER_CANNOT_DECIDE' },
    });
    expect(await approve(draftId, cast.leader, { 'if-match': '"1"' })).toMatchObject({
      status: 412,
      body: { code: 'VERSION.STALE' },
    });
  });

  it('happens once when two leaders approve at the same time', async () => {
    const deputy = await tasks.service.appoint(cast.issuerUnitId, 'GROUP_LEADER');
    const draftId = await requested(REVISED);
    const answers = await whileHeld(tasks.service, 'plan', planId, 2, () =>
      Promise.all([approve(draftId), approve(draftId, deputy)]),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect((await typesOf(taskIds[0]!)).filter((type) => type === 'tasks.task-reissued')).toHaveLength(1);
  });
});
