import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { acceptanceOf, handIn, paperText } from './support/papers.js';
import { planFields, Tasks, type Cast } from './support/tasks.js';

const NAMES = { lead: '示例市市场监管局', co: '示例市商务局' };

let tasks: Tasks;
let cast: Cast;
let planId: string;
let taskIds: string[];

beforeAll(async () => {
  tasks = await Tasks.start();
  cast = await tasks.cast();
  for (const name of Object.values(NAMES)) await tasks.unit('DEPARTMENT', { name });
  const { draftId } = await handIn(tasks, cast.coordinator, paperText(NAMES));
  const accepted = await tasks.must(cast.coordinator, 'POST', `/drafts/${draftId}/acceptance`, acceptanceOf(cast));
  planId = accepted.planId;
  const { proposed } = await tasks.must(cast.coordinator, 'GET', `/drafts/${draftId}`);
  taskIds = proposed.map(({ taskId }: { taskId: string }) => taskId);
});
afterAll(() => tasks.stop());

const revise = (text: string) => handIn(tasks, cast.coordinator, text, planId);
const differenceOf = (draftId: string) => tasks.ask(cast.coordinator, 'GET', `/drafts/${draftId}/difference`);

describe('a new version of the paper of a plan', () => {
  it('names the tasks to issue again with what changed, new ones, and those that keep their history', async () => {
    const later = paperText(NAMES)
      .replace('2022年6月底前', '2022年9月底前')
      .replace(
        '示例市质量强市工作领导小组\n',
        `（三）公开质量信息。（责任单位：${NAMES.co}）\n示例市质量强市工作领导小组\n`,
      );
    const { draftId } = await revise(later);
    const { status, body } = await differenceOf(draftId);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      planId,
      reissue: [{ title: '提升产品质量', taskId: taskIds[0] }],
      issue: [{ title: '公开质量信息' }],
      withdraw: [],
      untouched: [{ title: '提升服务质量', taskId: taskIds[1] }],
    });
    expect(body.reissue[0].changes).toContainEqual({ field: 'deadline', was: ['2022-06-30'], is: ['2022-09-30'] });
  });

  it('that says the same concerns no task', async () => {
    const { body } = await differenceOf((await revise(paperText(NAMES))).draftId);
    expect(body).toMatchObject({ reissue: [], issue: [], withdraw: [], outside: { was: [], is: [] } });
    expect(body.untouched.map(({ taskId }: { taskId: string }) => taskId)).toEqual(taskIds);
  });

  it('names the tasks that it no longer holds', async () => {
    const shorter = paperText(NAMES)
      .split('\n')
      .filter((line) => !line.startsWith('（二）'))
      .join('\n');
    const { body } = await differenceOf((await revise(shorter)).draftId);
    expect(body).toMatchObject({
      withdraw: [{ title: '提升服务质量', taskId: taskIds[1] }],
      untouched: [{ taskId: taskIds[0] }],
    });
  });

  it('does not become a second plan, and changes no task by itself', async () => {
    const { draftId } = await revise(paperText(NAMES));
    const answer = await tasks.ask(cast.coordinator, 'POST', `/drafts/${draftId}/acceptance`, acceptanceOf(cast));
    expect(answer).toMatchObject({ status: 409, body: { code: 'DRAFT.REVISES_A_PLAN' } });
    expect((await tasks.events(taskIds[0]!)).map(({ type }) => type)).toEqual(['tasks.task-registered']);
  });

  it('is refused for a plan that no paper of the office was made into, and a first version compares with nothing', async () => {
    const { planId: typed } = await tasks.must(cast.coordinator, 'POST', '/plans', planFields(cast));
    const answer = await tasks.ask(cast.coordinator, 'POST', '/drafts/pasted-texts', { text: '一', planId: typed });
    expect(answer).toMatchObject({ status: 404, body: { code: 'PLAN.NOT_FOUND' } });
    const { draftId } = await handIn(tasks, cast.coordinator, paperText(NAMES));
    expect(await differenceOf(draftId)).toMatchObject({ status: 409, body: { code: 'DRAFT.REVISES_NOTHING' } });
  });
});
