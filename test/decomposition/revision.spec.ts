import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { differenceOf, type Matched, type Proposal, type Register, type Revision } from '#decomposition';
import { read } from './support/read.js';
import { numeral } from './support/variations.js';

const paper = (...items: readonly string[]): string => ['一、主要任务', ...items].join('\n');

const FIRST = [
  '（一）建设检测平台。到2025年6月底前，建成检测平台5个，服务企业2000家。（市市场监管局牵头，市科技局、市财政局配合）',
  '（二）开展电梯隐患排查。全面排查老旧住宅电梯，建立隐患清单。（市市场监管局负责）',
  '（三）编制地方标准。围绕养老、托育编制一批地方标准。（市民政局负责）',
];

function difference(before: readonly string[], after: readonly string[], register?: Register): Revision {
  return differenceOf(read(paper(...before), register), read(paper(...after), register));
}

const matchedIn = ({ clauses }: Revision): Matched[] => clauses.filter((clause) => 'fields' in clause);
const changesOf = (revision: Revision): Matched['fields'] => matchedIn(revision).flatMap(({ fields }) => fields);

describe('a new version of a paper', () => {
  it('that is the same paper changes nothing', () => {
    expect(difference(FIRST, FIRST)).toMatchObject({
      reissue: [],
      issue: [],
      withdraw: [],
      untouched: ['t1', 't2', 't3'].map((key) => ({ previous: key, next: key })),
      outside: { removed: [], added: [] },
    });
  });

  it('that only adds a clause at the top renumbers the others and touches none of them', () => {
    const revision = difference(FIRST, [
      '（一）培训质量总监。为规模以上企业培训质量总监300名。（市总工会负责）',
      ...FIRST.map((item, at) => item.replace(/^（.）/, `（${numeral(at + 2)}）`)),
    ]);
    expect(revision).toMatchObject({ issue: ['t1'], reissue: [], withdraw: [] });
    expect(revision.untouched).toHaveLength(3);
    expect(matchedIn(revision).map(({ place }) => place)).toEqual([['renumbered'], ['renumbered'], ['renumbered']]);
  });

  it('leaves a clause that changed widths and punctuation alone', () => {
    const [first = '', ...others] = FIRST;
    const revision = difference(FIRST, [
      first.replace('5个，', '５个,').replace('（市市场监管局牵头', '(市市场监管局牵头').replace('配合）', '配合)'),
      ...others,
    ]);
    expect(revision.reissue).toEqual([]);
  });

  it.for([
    {
      what: 'its wording',
      from: '服务企业2000家',
      to: '服务各类企业2000家',
      changes: [
        { field: 'text', removed: ['服务企业2000家。'], added: ['服务各类企业2000家。'] },
        { field: 'indicators', removed: [{ name: '服务企业' }], added: [{ name: '服务各类企业' }] },
      ],
    },
    {
      what: 'its units',
      from: '市科技局、市财政局',
      to: '市科技局、市教育局',
      changes: [{ field: 'units', removed: ['市财政局'], added: ['市教育局'] }],
    },
    {
      what: 'who leads',
      from: '市市场监管局牵头，市科技局、市财政局配合',
      to: '市科技局牵头，市市场监管局、市财政局配合',
      changes: [
        {
          field: 'roles',
          changed: [
            { name: '市科技局', from: 'co', to: 'lead' },
            { name: '市市场监管局', from: 'lead', to: 'co' },
          ],
        },
      ],
    },
    {
      what: 'its deadline',
      from: '2025年6月底前',
      to: '2025年9月底前',
      changes: [
        { field: 'text' },
        {
          field: 'deadline',
          from: { raw: '到2025年6月底前', due: '2025-06-30' },
          to: { raw: '到2025年9月底前', due: '2025-09-30' },
        },
      ],
    },
    {
      what: 'its milestones',
      from: '服务企业2000家。',
      to: '2025年12月底前，服务企业2000家。',
      changes: [
        { field: 'text' },
        { field: 'deadline' },
        { field: 'milestones', removed: [], added: ['到2025年6月底前', '2025年12月底前'] },
      ],
    },
    {
      what: 'a target',
      from: '5个',
      to: '8个',
      changes: [{ field: 'text' }, { field: 'indicators', removed: [{ value: 5 }], added: [{ value: 8 }] }],
    },
  ])('re-issues a clause that changed $what, and says so', ({ from, to, changes }) => {
    const revision = difference(
      FIRST,
      FIRST.map((item) => item.replace(from, to)),
    );
    expect(revision.reissue).toEqual([{ previous: 't1', next: 't1' }]);
    expect(changesOf(revision)).toMatchObject(changes);
    expect(changesOf(revision)).toHaveLength(changes.length);
  });

  it('is no change for a unit that it names by another of its names', () => {
    const register: Register = {
      units: [
        {
          unitId: 'u1',
          name: '岚江市发展和改革委员会',
          aliases: [{ name: '市发改委', from: null, to: null }],
        },
      ],
      groups: [],
    };
    const item = '（一）编制规划。编制专项规划。（市发展改革委负责）';
    expect(difference([item], [item.replace('市发展改革委', '市发改委')], register).reissue).toEqual([]);
  });

  it('finds a clause that moved to another section', () => {
    const [first = '', second = '', third = ''] = FIRST;
    const before = read(`一、夯实基础\n${first}\n${second}\n二、标准引领\n${third}`);
    const after = read(`一、夯实基础\n${second}\n二、标准引领\n${third}\n${first}`);
    const revision = differenceOf(before, after);
    expect(revision).toMatchObject({ reissue: [], issue: [], withdraw: [] });
    expect(matchedIn(revision).find(({ previous }) => previous === 't1')?.place).toEqual(
      expect.arrayContaining(['moved', 'other-section']),
    );
  });

  it('keeps equal duties of different units apart', () => {
    const before = '一、分工\n（一）市教育局：\n1.制定方案。\n（二）市民政局：\n1.制定方案。';
    const after = '一、分工\n（一）市民政局：\n1.制定方案。\n（二）市教育局：\n1.制定方案。';
    expect(differenceOf(read(before), read(after)).untouched).toEqual([
      { previous: 't2', next: 't1' },
      { previous: 't1', next: 't2' },
    ]);
  });

  it('takes a clause under the same number that asks something else for a new one', () => {
    const revision = difference(FIRST, [
      ...FIRST.slice(0, 2),
      '（三）治理餐饮油烟。推动餐饮单位安装净化设备。（市生态环境局负责）',
    ]);
    expect(revision).toMatchObject({ issue: ['t3'], withdraw: ['t3'], reissue: [] });
    expect(revision.clauses.slice(2)).toEqual([
      { change: 'removed', previous: 't3' },
      { change: 'added', next: 't3' },
    ]);
  });

  it('names the sentences outside the tasks that changed', () => {
    const before = read(`各区人民政府：\n为提升质量，制定本方案。\n${paper(...FIRST)}`);
    const after = read(`各区人民政府：\n为提升服务质量，制定本方案。\n${paper(...FIRST)}`);
    const { outside } = differenceOf(before, after);
    const texts = ({ sentences }: Proposal, ids: readonly number[]) => ids.map((id) => sentences[id]?.text);
    expect(texts(before, outside.removed)).toEqual(['为提升质量，制定本方案。']);
    expect(texts(after, outside.added)).toEqual(['为提升服务质量，制定本方案。']);
  });
});

const TOPICS = Array.from('霁澜峦泓珩翊钰琮曜岑蘅榕杉樾沅汐泠澍堃昱').flatMap((first) =>
  Array.from('川原野庭台林丘湖溪谷').map((second) => first + second),
);

/** A clause of its own words around one phrase that all share. */
const clauseOf = (topic: number, edited: boolean): string =>
  `推进${TOPICS[topic]}工程。完善${TOPICS[topic]}${edited ? '监测预警' : '质量'}体系，加快${TOPICS[topic]}基地建设。（市${TOPICS[topic]}局负责）`;

type Edit = 'keep' | 'reword' | 'remove';
const script = fc.record({
  // Three clauses stay, so that the phrases that all share are seen to be shared.
  edits: fc
    .array(fc.constantFrom<Edit>('keep', 'keep', 'reword', 'remove'), { maxLength: 30 })
    .map((edits): Edit[] => ['keep', 'keep', 'keep', ...edits]),
  added: fc.array(fc.nat(30), { maxLength: 6 }),
  moves: fc.array(fc.tuple(fc.nat(40), fc.nat(40)), { maxLength: 3 }),
});

interface Line {
  readonly topic: number;
  readonly edited: boolean;
}

function applied({ edits, added, moves }: { edits: Edit[]; added: number[]; moves: [number, number][] }): Line[] {
  const lines = edits.flatMap((edit, topic): Line[] =>
    edit === 'remove' ? [] : [{ topic, edited: edit === 'reword' }],
  );
  for (const [index, at] of added.entries())
    lines.splice(at % (lines.length + 1), 0, { topic: edits.length + index, edited: false });
  for (const [from, to] of moves) lines.splice(to % lines.length, 0, ...lines.splice(from % lines.length, 1));
  return lines;
}

const render = (lines: readonly Line[]): Proposal =>
  read(paper(...lines.map(({ topic, edited }, at) => `（${numeral(at + 1)}）${clauseOf(topic, edited)}`)));

describe('any edit of a paper', () => {
  it('is found back as it was made', () => {
    fc.assert(
      fc.property(script, (edit) => {
        const before = edit.edits.map((_, topic): Line => ({ topic, edited: false }));
        const after = applied(edit);
        const revision = differenceOf(render(before), render(after));
        const keyed = (wanted: (line: Line) => boolean) =>
          after.flatMap((line, at) => (wanted(line) ? [`t${at + 1}`] : []));
        const isNew = ({ topic }: Line): boolean => topic >= edit.edits.length;
        expect(revision.issue).toEqual(keyed(isNew));
        expect(revision.withdraw).toEqual(
          edit.edits.flatMap((each, topic) => (each === 'remove' ? [`t${topic + 1}`] : [])),
        );
        expect(revision.reissue.map(({ next }) => next)).toEqual(keyed((line) => line.edited));
        for (const { previous, next } of [...revision.reissue, ...revision.untouched])
          expect(previous).toBe(`t${(after[Number(next.slice(1)) - 1]?.topic ?? -1) + 1}`);
      }),
      { numRuns: 80 },
    );
  });

  it('undone is the same difference the other way round', () => {
    fc.assert(
      fc.property(script, (edit) => {
        const before = render(edit.edits.map((_, topic) => ({ topic, edited: false })));
        const after = render(applied(edit));
        const there = differenceOf(before, after);
        const back = differenceOf(after, before);
        const turned = back.untouched.map(({ previous, next }) => `${next} ${previous}`);
        expect(turned.sort()).toEqual(there.untouched.map(({ previous, next }) => `${previous} ${next}`).sort());
        expect([...back.issue].sort()).toEqual([...there.withdraw].sort());
        expect([...back.withdraw].sort()).toEqual([...there.issue].sort());
      }),
      { numRuns: 40 },
    );
  });

  it('of a paper of one phrase over and over is found in time', () => {
    const line = (at: number): string => `${at + 1}.推进工程${at}。加快建设，完善制度，健全机制。（市住房局负责）`;
    const before = read(paper(...Array.from({ length: 1500 }, (_, at) => line(at))));
    const after = read(paper(...Array.from({ length: 1500 }, (_, at) => line(at + 700).replace('加快', '推动'))));
    const began = performance.now();
    expect(differenceOf(before, after).clauses.length).toBeGreaterThanOrEqual(1500);
    expect(performance.now() - began).toBeLessThan(5_000);
  });
});
