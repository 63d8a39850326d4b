import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#kernel';
import { planFields, taskFields, Tasks, type Cast } from './support/tasks.js';

let tasks: Tasks;
let cast: Cast;

beforeAll(async () => {
  tasks = await Tasks.start();
  cast = await tasks.cast();
});
afterAll(() => tasks.stop());

/** A known unit, an unknown unit and an unknown group, in this order. */
const mixed = () => [
  { unitId: cast.departments[0]!, role: 'LEAD' },
  { unitId: newId(), role: 'CO' },
  { groupId: newId(), role: 'CO' },
];

const refusalAt = (...pointers: string[]) => ({
  status: 400,
  body: { code: 'REGISTER.ENTRY_UNKNOWN', errors: pointers.map((pointer) => expect.objectContaining({ pointer })) },
});

async function everyEvent(): Promise<number> {
  const { rows } = await tasks.service.database.query<{ count: number }>(
    'SELECT count(*)::integer AS count FROM event_log',
  );
  return rows[0]!.count;
}

describe('a unit or group that the register does not know', () => {
  it('is pointed at wherever a new plan names one, and nothing is registered', async () => {
    const before = await everyEvent();
    const unknown = { issuerUnitId: newId(), memberGroupId: newId() };
    const plan = { ...planFields(cast), ...unknown, tasks: [taskFields([]), taskFields(mixed())] };
    const answer = await tasks.ask(cast.coordinator, 'POST', '/plans', plan);
    expect(answer).toMatchObject(
      refusalAt('/issuerUnitId', '/memberGroupId', '/tasks/1/units/1/unitId', '/tasks/1/units/2/groupId'),
    );
    expect(answer.body.errors[0].message).toBe(
      'The register does not know this unit here yet. Check the id; a unit added just now is known in a moment.',
    );
    expect(await everyEvent()).toBe(before);
  });

  it('keeps out every task that is registered with it', async () => {
    const { planId } = await tasks.plan(cast, [taskFields([])]);
    const more = { tasks: [taskFields([]), taskFields(mixed())] };
    const answer = await tasks.ask(cast.coordinator, 'POST', `/plans/${planId}/tasks`, more);
    expect(answer).toMatchObject(refusalAt('/tasks/1/units/1/unitId', '/tasks/1/units/2/groupId'));
    expect((await tasks.must(cast.coordinator, 'GET', `/plans/${planId}/tasks`)).items).toHaveLength(1);
  });

  it('leaves a task as it was that is revised to name it', async () => {
    const { taskIds } = await tasks.plan(cast, [taskFields([])]);
    const answer = await tasks.ask(cast.coordinator, 'PUT', `/tasks/${taskIds[0]}`, taskFields(mixed()));
    expect(answer).toMatchObject(refusalAt('/units/1/unitId', '/units/2/groupId'));
    expect(await tasks.must(cast.coordinator, 'GET', `/tasks/${taskIds[0]}`)).toMatchObject({ version: 1 });
  });

  it('gets no task, nor do the known ones named with it', async () => {
    const { taskIds } = await tasks.issued(cast, [taskFields([])]);
    const path = `/tasks/${taskIds[0]}`;
    const answer = await tasks.ask(cast.coordinator, 'POST', `${path}/assignments`, { units: mixed() });
    expect(answer).toMatchObject(refusalAt('/units/1/unitId', '/units/2/groupId'));
    expect(await tasks.must(cast.coordinator, 'GET', path)).toMatchObject({ version: 1, assignments: [] });
  });

  it('is not spoken of to those who may not see the task', async () => {
    const { taskIds } = await tasks.issued(cast, [taskFields([])]);
    const stranger = await tasks.service.appoint(cast.districts[0]!, 'LIAISON_OFFICER');
    const answer = await tasks.ask(stranger, 'POST', `/tasks/${taskIds[0]}/assignments`, { units: mixed() });
    expect(answer).toMatchObject({ status: 404, body: { code: 'TASK.NOT_FOUND' } });
  });

  it('gets its task as soon as the register has told of it', async () => {
    const { taskIds } = await tasks.issued(cast, [taskFields([])]);
    const unitId = newId();
    const assign = () =>
      tasks.ask(cast.coordinator, 'POST', `/tasks/${taskIds[0]}/assignments`, { units: [{ unitId, role: 'LEAD' }] });
    expect(await assign()).toMatchObject(refusalAt('/units/0/unitId'));
    await tasks.unit('DISTRICT', { unitId });
    expect(await assign()).toMatchObject({ status: 200, body: { reporterUnitId: unitId } });
  });
});
