import { describe, expect, it } from 'vitest';
import type { DraftSentence, DraftTask, DraftUnit } from '#contracts';
import { requireAllowed, type Draft } from './draft.js';
import { leftToDecide } from './left-to-decide.js';

const SURE = { confidence: 1, reasons: [] };
const UNIT: DraftUnit = {
  name: '市商务局',
  role: 'LEAD',
  unitId: 'u',
  groupId: null,
  matchedBy: 'name',
  candidates: [],
};

const task = (key: string, fields: Partial<DraftTask> = {}): DraftTask => ({
  key,
  parentKey: null,
  kind: 'TASK',
  no: key,
  section: '',
  title: key,
  text: key,
  note: '',
  units: [UNIT],
  deadline: null,
  deadlineText: '',
  continuing: false,
  milestones: [],
  indicators: [],
  sure: { text: SURE, units: SURE, lead: SURE, deadline: SURE },
  ...fields,
});

const open = (id: number): DraftSentence => ({
  id,
  text: `第${id}句。`,
  place: { block: id, cell: null, from: 0, to: 4 },
  state: 'OPEN',
  taskKeys: [],
  reason: null,
});

const pointers = (tasks: DraftTask[], sentences: DraftSentence[] = []) =>
  leftToDecide({ tasks, sentences }).map(({ pointer }) => pointer);

describe('what is left to decide of a draft', () => {
  it('is nothing where every task has its units, number and day, and every sentence its place', () => {
    expect(pointers([task('a'), task('b')])).toEqual([]);
  });

  it('is each of two tasks with one number, and none that has a number of its own', () => {
    expect(pointers([task('a', { no: '1' }), task('b', { no: '2' }), task('c', { no: '1' })])).toEqual([
      '/tasks/a/no',
      '/tasks/c/no',
    ]);
  });

  it('is no unit for a task that its measures carry', () => {
    expect(pointers([task('a', { units: [] }), task('b', { parentKey: 'a' })])).toEqual([]);
    expect(pointers([task('a', { units: [] }), task('b')])).toEqual(['/tasks/a/units']);
  });

  it('is a day that no calendar has, until somebody says what the deadline shall be', () => {
    const impossible = { deadlineText: '2022年2月30日前' };
    expect(pointers([task('a', impossible)])).toEqual(['/tasks/a/deadline']);
    expect(pointers([task('a', { ...impossible, deadline: '2022-02-28' })])).toEqual([]);
    const said = { text: SURE, units: SURE, lead: SURE, deadline: { confidence: 1, reasons: ['said-by-reviewer'] } };
    expect(pointers([task('a', { ...impossible, sure: said })])).toEqual([]);
  });

  it('is twins that differ while both stand, not a twin that is gone', () => {
    expect(pointers([task('a', { twinKey: 'b' }), task('b', { twinKey: 'a' })])).toEqual([
      '/tasks/a/twinKey',
      '/tasks/b/twinKey',
    ]);
    expect(pointers([task('a', { twinKey: 'gone' })])).toEqual([]);
  });

  it('is told of thousands by number, and by name of the first 500', () => {
    const draft = { phase: 'READY', revises: null } as Draft;
    const content = { tasks: [task('a')], sentences: Array.from({ length: 5_000 }, (_, id) => open(id)) };
    const actor = { accountId: 'x', relations: new Set(['COORDINATOR'] as const) };
    expect(() => requireAllowed({ draft, content }, 'ACCEPT_DRAFT', actor)).toThrow(
      /^5000 thing\(s\) are left to decide; `errors` names the first 500\./,
    );
  });
});
