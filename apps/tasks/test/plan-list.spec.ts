import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { Person } from '#testing';
import { taskFields, Tasks, type Cast } from './support/tasks.js';

let tasks: Tasks;
let cast: Cast;
let member: Person;

beforeAll(async () => {
  tasks = await Tasks.start();
  cast = await tasks.cast();
  member = await tasks.service.appoint(cast.departments[0]!, 'GROUP_MEMBER');
});
afterAll(() => tasks.stop());

/** The plans in the list of a member of the leading group, and the statements that it took. */
async function list(): Promise<{ plans: Record<string, unknown>[]; statements: string[] }> {
  const query = vi.spyOn(tasks.service.database, 'query');
  try {
    const { items } = await tasks.must(member, 'GET', '/plans');
    return { plans: items, statements: query.mock.calls.map(([sql]) => (typeof sql === 'string' ? sql : sql.text)) };
  } finally {
    query.mockRestore();
  }
}

it('the list of plans takes as many statements for five plans of two groups as for one', async () => {
  await tasks.plan(cast, [taskFields([])]);
  const one = await list();
  const groupId = await tasks.group([{ unitId: cast.departments[0]!, from: '2021-01-01', to: null }]);
  for (const memberGroupId of [cast.groupId, cast.groupId, groupId, groupId]) {
    await tasks.plan(cast, [taskFields([])], { memberGroupId });
  }
  const five = await list();
  expect([one.plans.length, five.plans.length]).toEqual([1, 5]);
  expect(five.statements).toEqual(one.statements);
});

it('the list of plans reads neither notices nor sections, and shows all else of a plan', async () => {
  const sections = [{ heading: '一、总体要求', text: '全面优化首都质量供给体系。', origin: '方案原文' }];
  const { planId } = await tasks.plan(cast, [taskFields([])], { notice: '现印发给你们。', sections });
  const { plans, statements } = await list();
  expect(statements.filter((sql) => /notice|sections/.test(sql))).toEqual([]);
  const { notice: _notice, sections: _sections, ...shown } = await tasks.must(member, 'GET', `/plans/${planId}`);
  expect(plans[0]).toEqual(shown);
});
