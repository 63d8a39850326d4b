import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Person } from '#testing';
import { taskFields, Tasks, type Cast } from './support/tasks.js';

let tasks: Tasks;
let cast: Cast;
const liaisons = new Map<string, Person>();

beforeAll(async () => {
  tasks = await Tasks.start();
  cast = await tasks.cast();
  for (const unitId of [...cast.departments, ...cast.districts, cast.seatUnitId]) {
    liaisons.set(unitId, await tasks.service.appoint(unitId, 'LIAISON_OFFICER'));
  }
});
afterAll(() => tasks.stop());

describe('a joint task', () => {
  it('runs from issue to completion, and what a unit left open is closed with it', async () => {
    const [lead, co] = cast.departments as [string, string];
    const { taskIds } = await tasks.issued(cast, [
      taskFields([
        { unitId: lead, role: 'LEAD' },
        { unitId: co, role: 'CO' },
      ]),
    ]);
    const taskId = taskIds[0]!;
    const [leadPath, coPath] = [
      await tasks.assignmentPath(cast, taskId, lead),
      await tasks.assignmentPath(cast, taskId, co),
    ];
    const officer = liaisons.get(lead)!;
    expect((await tasks.must(officer, 'POST', `${leadPath}/acceptance`)).taskPhase).toBe('ACCEPTED');
    const report = { progress: 100, text: '已完成' };
    expect((await tasks.must(officer, 'POST', `${leadPath}/reports`, report)).taskPhase).toBe('IN_PROGRESS');
    const unnamed = await tasks.ask(officer, 'POST', `${leadPath}/completion-request`, { statement: '完成' });
    expect(unnamed).toMatchObject({ status: 409, body: { code: 'TASK.MISSING_UNITS_NOT_NAMED' } });
    await tasks.must(officer, 'POST', `${leadPath}/completion-request`, { statement: '完成', missingUnitIds: [co] });
    const completed = await tasks.must(cast.coordinator, 'POST', `${leadPath}/completion`, { opinion: '同意办结' });
    expect(completed).toMatchObject({ taskPhase: 'COMPLETED', version: 7 });
    const late = await tasks.ask(liaisons.get(co)!, 'POST', `${coPath}/acceptance`);
    expect(late).toMatchObject({
      status: 409,
      body: { code: 'TASK.ACTION_NOT_ALLOWED', state: 'CLOSED', allowedActions: [] },
    });
    const log = await tasks.events(taskId);
    expect(log.map(({ type }) => type.replace('tasks.', ''))).toEqual([
      'task-registered',
      'task-assigned',
      'assignment-accepted',
      'progress-reported',
      'completion-submitted',
      'assignment-completed',
      'task-completed',
    ]);
    expect(log.map(({ aggregateVersion }) => aggregateVersion)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });
});
