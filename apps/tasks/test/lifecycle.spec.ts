import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#kernel';
import type { Person } from '#testing';
import { taskFields, Tasks, type Cast } from './support/tasks.js';

let tasks: Tasks;
let cast: Cast;
let member: Person;
const liaisons = new Map<string, Person>();

beforeAll(async () => {
  tasks = await Tasks.start();
  cast = await tasks.cast();
  member = await tasks.service.appoint(cast.departments[0]!, 'GROUP_MEMBER');
  for (const unitId of [...cast.departments, ...cast.districts, cast.seatUnitId]) {
    liaisons.set(unitId, await tasks.service.appoint(unitId, 'LIAISON_OFFICER'));
  }
});
afterAll(() => tasks.stop());

const report = { progress: 100, text: '已完成' };

/** Issues one task to these units; answers its id. */
async function issueTask(units: readonly object[], fields: object = {}): Promise<string> {
  return (await tasks.issued(cast, [taskFields(units, { deadline: '2022-06-30', ...fields })])).taskIds[0]!;
}

/** Lets the liaison of a unit do one step on his unit's part. */
async function step(taskId: string, unitId: string, action: string, body?: object) {
  const path = await tasks.assignmentPath(cast, taskId, unitId);
  return tasks.ask(liaisons.get(unitId)!, 'POST', `${path}/${action}`, body);
}

async function requestCompletion(taskId: string, unitId: string, missingUnitIds: readonly string[] = []) {
  await step(taskId, unitId, 'acceptance');
  await step(taskId, unitId, 'reports', report);
  return step(taskId, unitId, 'completion-request', { statement: '完成', missingUnitIds });
}

describe('a joint task', () => {
  it('runs from issue to completion, and what a unit left open is closed with it', async () => {
    const [lead, co] = cast.departments as [string, string];
    const taskId = await issueTask([
      { unitId: lead, role: 'LEAD' },
      { unitId: co, role: 'CO' },
    ]);
    const unnamed = await requestCompletion(taskId, lead);
    expect(unnamed).toMatchObject({ status: 409, body: { code: 'TASK.MISSING_UNITS_NOT_NAMED' } });
    expect(unnamed.body.detail).toContain(`the parts of unit ${co.slice(-6)}.`);
    expect(unnamed.body.errors).toEqual([{ pointer: '/missingUnitIds', message: `${co} is missing here.` }]);
    await step(taskId, lead, 'completion-request', { statement: '完成', missingUnitIds: [co] });
    const leadPath = await tasks.assignmentPath(cast, taskId, lead);
    const completed = await tasks.must(cast.coordinator, 'POST', `${leadPath}/completion`, { opinion: '同意办结' });
    expect(completed).toMatchObject({ taskPhase: 'COMPLETED', version: 7 });
    expect(await step(taskId, co, 'acceptance')).toMatchObject({
      status: 409,
      body: { code: 'TASK.ACTION_NOT_ALLOWED', state: 'CLOSED', allowedActions: [] },
    });
    const log = await tasks.events(taskId);
    expect(log.map(({ type, aggregateVersion }) => [aggregateVersion, type.replace('tasks.', '')])).toEqual([
      [1, 'task-registered'],
      [2, 'task-assigned'],
      [3, 'assignment-accepted'],
      [4, 'progress-reported'],
      [5, 'completion-submitted'],
      [6, 'assignment-completed'],
      [7, 'task-completed'],
    ]);
  });

  it('is completed only after every part that was handed in is decided, and names those that wait', async () => {
    const [lead, co] = cast.departments as [string, string];
    const taskId = await issueTask([
      { unitId: lead, role: 'LEAD' },
      { unitId: co, role: 'CO' },
    ]);
    await requestCompletion(taskId, lead, [co]);
    await requestCompletion(taskId, co);
    const complete = async (unitId: string) => {
      const path = await tasks.assignmentPath(cast, taskId, unitId);
      return tasks.ask(cast.coordinator, 'POST', `${path}/completion`, { opinion: '同意办结' });
    };
    const refused = await complete(lead);
    expect(refused).toMatchObject({ status: 409, body: { code: 'TASK.PARTS_AWAIT_REVIEW' } });
    expect(refused.body.detail).toContain(`the parts of unit ${co.slice(-6)}.`);
    expect((await complete(co)).status).toBe(200);
    expect((await complete(lead)).body).toMatchObject({ taskPhase: 'COMPLETED' });
    const { assignments } = await tasks.must(cast.coordinator, 'GET', `/tasks/${taskId}`);
    expect(assignments.map(({ phase }: { phase: string }) => phase)).toEqual(['COMPLETED', 'COMPLETED']);
  });

  it('comes back with a reason and is closed after the second request', async () => {
    const unitId = cast.departments[0]!;
    const taskId = await issueTask([{ unitId, role: 'LEAD' }]);
    await requestCompletion(taskId, unitId);
    const path = await tasks.assignmentPath(cast, taskId, unitId);
    const returned = await tasks.must(cast.coordinator, 'POST', `${path}/completion-return`, { reason: '佐证不足' });
    expect(returned.assignment).toMatchObject({ phase: 'RETURNED', returns: 1 });
    await step(taskId, unitId, 'completion-request', { statement: '已补充' });
    expect(await tasks.must(cast.coordinator, 'POST', `${path}/completion`, { opinion: '同意' })).toMatchObject({
      taskPhase: 'COMPLETED',
    });
    const { items } = await tasks.must(liaisons.get(unitId)!, 'GET', `/tasks/${taskId}/history`);
    expect(items.map(({ reason }: { reason: string }) => reason).filter(Boolean)).toEqual([
      '同意',
      '已补充',
      '佐证不足',
      '完成',
    ]);
  });

  it('of the seat department is reviewed by a member from another unit, never by the office that sits in it', async () => {
    const taskId = await issueTask([{ unitId: cast.seatUnitId, role: 'LEAD' }]);
    await requestCompletion(taskId, cast.seatUnitId);
    const path = await tasks.assignmentPath(cast, taskId, cast.seatUnitId);
    const byOffice = await tasks.ask(cast.coordinator, 'POST', `${path}/completion`, { opinion: '同意' });
    expect(byOffice).toMatchObject({ status: 403, body: { code: 'TASK.NOT_YOURS', allowedActions: [] } });
    expect(await tasks.must(member, 'POST', `${path}/completion`, { opinion: '同意' })).toMatchObject({
      taskPhase: 'COMPLETED',
    });
  });

  it.each(['the unit', 'its superior'])('is reviewed by nobody before the register has told of %s', async (missing) => {
    const [unitId, superiorId] = [newId(), newId()];
    const unit = () => tasks.unit('DEPARTMENT', { unitId, superiorId });
    const superior = () => tasks.unit('DEPARTMENT', { unitId: superiorId });
    const [early, late] = missing === 'the unit' ? [superior, unit] : [unit, superior];
    await early();
    const groupId = await tasks.group([{ unitId, from: '2021-01-01', to: null }]);
    liaisons.set(unitId, await tasks.service.appoint(unitId, 'LIAISON_OFFICER'));
    const taskId = await issueTask([{ groupId, role: 'LEAD' }]);
    await requestCompletion(taskId, unitId);
    const path = await tasks.assignmentPath(cast, taskId, unitId);
    const review = (reviewer: Person) => tasks.ask(reviewer, 'POST', `${path}/completion`, { opinion: '同意' });
    for (const reviewer of [cast.coordinator, member]) {
      expect(await review(reviewer)).toMatchObject({ status: 403, body: { code: 'TASK.NOT_YOURS' } });
    }
    await late();
    expect((await review(cast.coordinator)).status).toBe(200);
  });

  it('is not reviewed by a member of the leading group where the office may do it', async () => {
    const unitId = cast.departments[1]!;
    const taskId = await issueTask([{ unitId, role: 'LEAD' }]);
    await requestCompletion(taskId, unitId);
    const path = await tasks.assignmentPath(cast, taskId, unitId);
    expect((await tasks.ask(member, 'POST', `${path}/completion`, { opinion: '同意' })).status).toBe(403);
  });
});

describe('a task without a lead', () => {
  it('waits for the office to appoint the reporter, is marked so, and then follows that unit', async () => {
    const [one, other] = cast.districts as [string, string, string];
    const taskId = await issueTask([
      { unitId: one, role: 'RESPONSIBLE' },
      { unitId: other, role: 'RESPONSIBLE' },
    ]);
    await step(taskId, one, 'acceptance');
    const waiting = await tasks.must(cast.coordinator, 'GET', `/tasks/${taskId}`);
    expect(waiting).toMatchObject({ reporterUnitId: null, reporterName: '待定牵头', phase: 'ASSIGNED' });
    const appointed = await tasks.must(cast.coordinator, 'PUT', `/tasks/${taskId}/reporter`, { unitId: one });
    expect(appointed).toMatchObject({ reporterUnitId: one, reporterOrigin: 'OFFICE', phase: 'ACCEPTED' });
  });

  it('stays registered until the office names units, which then count as named by the office', async () => {
    const taskId = await issueTask([], { origin: 'PLAN_TEXT' });
    expect(await tasks.must(cast.coordinator, 'GET', `/tasks/${taskId}`)).toMatchObject({
      phase: 'REGISTERED',
      light: 'GREY',
    });
    const units = [{ groupId: cast.districtsId, role: 'RESPONSIBLE' }];
    const assigned = await tasks.must(cast.coordinator, 'POST', `/tasks/${taskId}/assignments`, { units });
    expect(
      assigned.assignments.map(({ unitId, origin, viaGroupId }: Record<string, string>) => [
        unitId,
        origin,
        viaGroupId,
      ]),
    ).toEqual(cast.districts.map((unitId) => [unitId, 'OFFICE', cast.districtsId]));
  });
});

describe('a deadline', () => {
  it('is set by the office before completion is requested', async () => {
    const unitId = cast.departments[0]!;
    const taskId = await issueTask([{ unitId, role: 'LEAD' }], { deadline: null });
    expect(await requestCompletion(taskId, unitId)).toMatchObject({
      status: 409,
      body: { code: 'TASK.WITHOUT_DEADLINE' },
    });
    await tasks.must(cast.coordinator, 'PUT', `/tasks/${taskId}/deadline`, { deadline: '2021-11-22', reason: '确定' });
    expect((await step(taskId, unitId, 'completion-request', { statement: '完成' })).status).toBe(200);
  });

  it('moves with its reason, keeps the first one and every earlier one, and takes the units along', async () => {
    const unitId = cast.departments[0]!;
    const taskId = await issueTask([{ unitId, role: 'LEAD' }], { deadline: '2022-06-30' });
    await tasks.must(cast.coordinator, 'PUT', `/tasks/${taskId}/deadline`, { deadline: '2022-09-30', reason: '疫情' });
    const task = await tasks.must(cast.coordinator, 'GET', `/tasks/${taskId}`);
    expect(task).toMatchObject({
      originalDeadline: '2022-06-30',
      deadline: '2022-09-30',
      deadlineChanges: [{ previousDeadline: '2022-06-30', deadline: '2022-09-30', reason: '疫情' }],
      assignments: [{ deadline: '2022-09-30' }],
    });
    expect((await tasks.events(taskId)).at(-1)).toMatchObject({
      type: 'tasks.deadline-moved',
      data: { previousDeadline: '2022-06-30' },
    });
  });
});

describe('a deadline of one unit', () => {
  it('is moved by the office alone, kept with the earlier one, and told to nobody who may not see that part', async () => {
    const [lead, co] = cast.departments as [string, string];
    const other = cast.districts[0]!;
    const units = [lead, co, other].map((unitId) => ({ unitId, role: unitId === lead ? 'LEAD' : 'CO' }));
    const taskId = await issueTask(units);
    const body = { unitId: co, deadline: '2022-03-31', reason: '先行完成' };
    const move = (as: Person) => tasks.ask(as, 'PUT', `/tasks/${taskId}/deadline`, body);
    expect((await move(liaisons.get(lead)!)).status).toBe(403);
    expect((await move(cast.coordinator)).body).toMatchObject({ deadline: '2022-06-30' });
    const deadlinesSeenBy = async (as: Person) => {
      const task = await tasks.must(as, 'GET', `/tasks/${taskId}`);
      const { items } = await tasks.must(as, 'GET', `/tasks/${taskId}/history`);
      return {
        parts: task.assignments.map(({ deadline }: { deadline: string }) => deadline),
        changes: task.deadlineChanges.map(({ changedAt: _changedAt, ...change }: { changedAt: string }) => change),
        reasons: items.map(({ reason }: { reason: string }) => reason).filter(Boolean),
      };
    };
    const changes = [{ ...body, previousDeadline: '2022-06-30' }];
    const all = { parts: ['2022-06-30', '2022-03-31', '2022-06-30'], changes, reasons: ['先行完成'] };
    expect(await deadlinesSeenBy(cast.coordinator)).toEqual(all);
    expect(await deadlinesSeenBy(liaisons.get(lead)!)).toEqual(all);
    expect(await deadlinesSeenBy(liaisons.get(co)!)).toEqual({ ...all, parts: ['2022-03-31'] });
    expect(await deadlinesSeenBy(liaisons.get(other)!)).toEqual({ parts: ['2022-06-30'], changes: [], reasons: [] });
    const unknown = { ...body, unitId: newId() };
    expect(await tasks.ask(cast.coordinator, 'PUT', `/tasks/${taskId}/deadline`, unknown)).toMatchObject({
      status: 409,
      body: { code: 'TASK.UNIT_DOES_NOT_CARRY_IT' },
    });
  });
});

describe('bad input', () => {
  it('names the field, changes nothing, and answers with a problem', async () => {
    const unitId = cast.departments[0]!;
    const taskId = await issueTask([{ unitId, role: 'LEAD' }]);
    const before = await tasks.events(taskId);
    const bad: [action: string, body: object, pointer: string][] = [
      ['reports', { progress: 101, text: '进展' }, '/progress'],
      ['reports', { progress: '50', text: '进展' }, '/progress'],
      ['reports', { progress: 50, text: '进展', grade: 'A' }, '/grade'],
      ['reports', { progress: 50, text: '进'.repeat(5_001) }, '/text'],
      ['reports', { progress: 50, text: 'a\u0000b' }, '/text'],
      ['completion-request', { statement: '完成', missingUnitIds: ['somebody'] }, '/missingUnitIds/0'],
    ];
    for (const [action, body, pointer] of bad) {
      const answer = await step(taskId, unitId, action, body);
      expect([answer.status, answer.body.errors[0].pointer]).toEqual([400, pointer]);
    }
    const impossible = { deadline: '2022-09-31', reason: '调整' };
    const answer = await tasks.ask(cast.coordinator, 'PUT', `/tasks/${taskId}/deadline`, impossible);
    expect([answer.status, answer.body.errors[0].pointer]).toEqual([400, '/deadline']);
    expect(await tasks.events(taskId)).toEqual(before);
  });

  it('is refused with 412 when the caller has seen an older version', async () => {
    const unitId = cast.departments[0]!;
    const taskId = await issueTask([{ unitId, role: 'LEAD' }]);
    const path = await tasks.assignmentPath(cast, taskId, unitId);
    const stale = { 'if-match': '"1"' };
    const answer = await tasks.ask(liaisons.get(unitId)!, 'POST', `${path}/acceptance`, undefined, stale);
    expect(answer).toMatchObject({ status: 412, body: { code: 'VERSION.STALE' } });
    await step(taskId, unitId, 'acceptance');
    const reported = await tasks.ask(liaisons.get(unitId)!, 'POST', `${path}/reports`, report, stale);
    expect(reported).toMatchObject({ status: 412, body: { code: 'VERSION.STALE' } });
  });
});
