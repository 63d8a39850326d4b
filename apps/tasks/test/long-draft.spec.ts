import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { handIn, paperText } from './support/papers.js';
import { Tasks, type Cast } from './support/tasks.js';

let tasks: Tasks;
let cast: Cast;

const NAMES = { lead: '示例市市场监管局', co: '示例市商务局' };

beforeAll(async () => {
  tasks = await Tasks.start();
  cast = await tasks.cast();
});
afterAll(() => tasks.stop());

describe('a draft that is long', () => {
  it('shows its tasks page by page, each with its sentences', async () => {
    const draft = await handIn(tasks, cast.coordinator, paperText(NAMES));
    const path = `/drafts/${draft.draftId}?limit=1`;
    const first = await tasks.must(cast.coordinator, 'GET', path);
    const second = await tasks.must(cast.coordinator, 'GET', `${path}&cursor=${first.next}`);
    expect(first.proposed).toEqual(draft.proposed.slice(0, 1));
    expect(second.proposed).toEqual(draft.proposed.slice(1));
    expect(second).not.toHaveProperty('next');
    expect(draft).not.toHaveProperty('next');
  });

  it('says of each sentence where it stands in the file, in numbers and in words', async () => {
    const { draftId } = await handIn(tasks, cast.coordinator, paperText(NAMES));
    const { items } = await tasks.must(cast.coordinator, 'GET', `/drafts/${draftId}/sentences`);
    expect(items.at(-1)).toMatchObject({ place: { shown: { paragraph: 11 } }, placeLabel: '第11段' });
  });

  it('is changed by two processes in turn, and neither takes away what the other wrote', async () => {
    const { draftId, proposed } = await handIn(tasks, cast.coordinator, paperText(NAMES));
    const beside = await Tasks.start({ beside: tasks });
    const [first, second] = proposed.map(({ key }: { key: string }) => key);
    const rename = (by: Tasks, key: string, title: string) =>
      by.must(cast.coordinator, 'POST', `/drafts/${draftId}/changes`, { kind: 'EDIT_TASK', key, fields: { title } });
    await rename(tasks, first, '甲');
    await rename(beside, second, '乙');
    await rename(tasks, first, '丙');
    await tasks.must(cast.coordinator, 'POST', `/drafts/${draftId}/changes`, {
      kind: 'MERGE_TASKS',
      key: first,
      others: [second],
    });
    await rename(beside, first, '丁');
    await beside.stop();
    expect(await tasks.must(cast.coordinator, 'GET', `/drafts/${draftId}`)).toMatchObject({
      version: 7,
      proposed: [{ key: first, title: '丁' }],
    });
    const { items } = await tasks.must(cast.coordinator, 'GET', `/drafts/${draftId}/changes`);
    expect(items[0]).toMatchObject({ before: { tasks: [{ title: '丙' }] }, after: { tasks: [{ title: '丁' }] } });
    expect(items[1].before.tasks.map(({ title }: { title: string }) => title)).toEqual(['丙', '乙']);
  });
});
