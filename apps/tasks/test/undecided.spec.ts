import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { acceptanceOf } from './support/papers.js';
import { Tasks, type Cast } from './support/tasks.js';

let tasks: Tasks;
let cast: Cast;

beforeAll(async () => {
  tasks = await Tasks.start();
  cast = await tasks.cast();
  for (const name of ['示例市市场监管局', '示例市商务局']) await tasks.unit('DEPARTMENT', { name });
});
afterAll(() => tasks.stop());

const ROWS = [
  ['序号', '对应上级任务', '工作任务', '牵头单位', '完成时限'],
  ['1', '省方案第3项', '建立抽检制度', '示例市商务局', '2022年9月底'],
  ['2', '', '公布抽检结果', '示例市市场监管局', '每月25日前'],
  ['3', '', '编制质量目录', '示例市市场监管局', '印发之日起30日内'],
];

/** The body names the first task as well, with another lead and another day. */
const PAPER = `<html><body>
  <p>示例市质量提升行动方案</p><p>示例质强组发〔2021〕9号</p>
  <p>一、主要任务</p>
  <p>（一）建立抽检制度。2022年6月底前建立产品抽检制度。（责任单位：示例市市场监管局牵头）</p>
  <p>附件：重点任务分工表</p>
  <table>${ROWS.map((row) => `<tr>${row.map((text) => `<td>${text}</td>`).join('')}</tr>`).join('')}</table>
</body></html>`;

async function read() {
  const url = `/api/tasks/drafts?fileName=${encodeURIComponent('方案.html')}`;
  const headers = { 'content-type': 'application/octet-stream' };
  const { body } = await tasks.service.request('POST', url, {
    as: cast.coordinator,
    body: Buffer.from(PAPER),
    headers,
  });
  await tasks.service.settle();
  const draft = await get(body.draftId);
  const named = (title: string, no: string) =>
    draft.proposed.find((task: { title: string; no: string }) => task.title === title && task.no === no);
  return { draft, body: named('建立抽检制度', '一'), row: named('建立抽检制度', '1'), named };
}

const get = (draftId: string) => tasks.must(cast.coordinator, 'GET', `/drafts/${draftId}`);
const change = (draftId: string, body: object) =>
  tasks.must(cast.coordinator, 'POST', `/drafts/${draftId}/changes`, body);
const accept = (draftId: string) =>
  tasks.ask(cast.coordinator, 'POST', `/drafts/${draftId}/acceptance`, {
    ...acceptanceOf(cast),
    adoptedOn: '2021-11-20',
  });

/** What is left to decide, by what it points at. */
async function left(draftId: string): Promise<Record<string, string>> {
  const { body } = await accept(draftId);
  const errors: { pointer: string; message: string }[] = body.errors ?? [];
  return Object.fromEntries(errors.map(({ pointer, message }) => [pointer, message]));
}

describe('a task that the paper names twice and not alike', () => {
  it('shows its twin and is not accepted before somebody says which holds', async () => {
    const { draft, body, row } = await read();
    expect(body).toMatchObject({ twinKey: row.key, deadline: '2022-06-30' });
    expect(row).toMatchObject({ twinKey: body.key, deadline: '2022-09-30' });
    expect(row.sure.lead.reasons).toContain('lead-differs-from-annex');
    expect(await left(draft.draftId)).toMatchObject({
      [`/tasks/${body.key}/twinKey`]: expect.stringContaining(row.key) as string,
      [`/tasks/${row.key}/twinKey`]: expect.stringContaining(body.key) as string,
    });
  });

  it.each([
    ['merged', ({ body, row }: Twins) => ({ kind: 'MERGE_TASKS', key: body.key, others: [row.key] })],
    ['removed on one side', ({ row }: Twins) => ({ kind: 'REMOVE_TASK', key: row.key })],
    ['said to be two tasks', ({ row }: Twins) => ({ kind: 'KEEP_TWINS', key: row.key })],
  ])('has no twin any more once the two are %s', async (_, decision) => {
    const { draft, body, row } = await read();
    await change(draft.draftId, decision({ body, row }));
    const { proposed } = await get(draft.draftId);
    expect(proposed.filter((task: { twinKey?: string }) => task.twinKey !== undefined)).toEqual([]);
    const again = { kind: 'KEEP_TWINS', key: body.key };
    expect(await tasks.ask(cast.coordinator, 'POST', `/drafts/${draft.draftId}/changes`, again)).toMatchObject({
      status: 409,
      body: { code: 'DRAFT.WITHOUT_TWIN' },
    });
  });
});

interface Twins {
  body: { key: string };
  row: { key: string };
}

describe('a limit that is no day', () => {
  it('is a recurring duty of a task without a deadline, with its cycle and its words', async () => {
    const { draft, named } = await read();
    const monthly = named('公布抽检结果', '2');
    expect(monthly).toMatchObject({
      deadline: null,
      deadlineText: '每月25日前',
      times: [{ raw: '每月25日前', kind: 'recurring', cycle: { every: 'month', interval: 1, by: { day: 25 } } }],
    });
    expect(Object.keys(await left(draft.draftId))).not.toContain(`/tasks/${monthly.key}/deadline`);
  });

  it('is counted from the paper, and stays for the reviewer to decide', async () => {
    const { draft, named } = await read();
    const { key, ...task } = named('编制质量目录', '3');
    expect(task).toMatchObject({ deadline: null, times: [{ relative: { count: 30, unit: 'day', from: 'issue' } }] });
    const pointer = `/tasks/${key}/deadline`;
    expect(await left(draft.draftId)).toMatchObject({ [pointer]: expect.stringContaining('30日内') as string });
    await change(draft.draftId, { kind: 'EDIT_TASK', key, fields: { deadline: null } });
    expect(await left(draft.draftId)).not.toHaveProperty([pointer]);
  });
});

it('the words of the paper stay in the source of the registered task: the task above it, and when it comes back', async () => {
  const { draft, body, row, named } = await read();
  await change(draft.draftId, { kind: 'REMOVE_TASK', key: body.key });
  const { key } = named('编制质量目录', '3');
  await change(draft.draftId, { kind: 'EDIT_TASK', key, fields: { deadline: '2021-12-20' } });
  const { items } = await tasks.must(
    cast.coordinator,
    'GET',
    `/drafts/${draft.draftId}/sentences?state=OPEN&limit=200`,
  );
  const sentenceIds = items.map(({ id }: { id: number }) => id);
  if (sentenceIds.length > 0)
    await change(draft.draftId, { kind: 'PLACE_SENTENCES', sentenceIds, to: { reason: '已由附件写明' } });
  expect(await accept(draft.draftId)).toMatchObject({ status: 200 });
  const { proposed } = await get(draft.draftId);
  const sourceOf = async (taskKey: string) => {
    const { taskId } = proposed.find((task: { key: string }) => task.key === taskKey);
    return (await tasks.must(cast.coordinator, 'GET', `/tasks/${taskId}`)).sourceSentence;
  };
  expect(row.upper).toBe('省方案第3项');
  expect(await sourceOf(row.key)).toContain('省方案第3项');
  expect(await sourceOf(named('公布抽检结果', '2').key)).toContain('每月25日前');
});
