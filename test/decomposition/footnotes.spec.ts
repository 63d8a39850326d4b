import { describe, expect, it } from 'vitest';
import { decompose, type Paper, type Proposal } from '#decomposition';
import { carried, read } from './support/read.js';

function withFootnotes(lines: readonly string[], ...footnotes: readonly (readonly [string, string])[]): Proposal {
  const paper: Paper = {
    blocks: lines.map((text) => ({ kind: 'paragraph', text })),
    footnotes: footnotes.map(([mark, text]) => ({ mark, text })),
  };
  return decompose(paper);
}

const footnoteStates = ({ sentences }: Proposal, blocks: number) =>
  sentences
    .filter(({ place }) => place.block >= blocks)
    .map((sentence) => [sentence.text, sentence.state === 'task' ? sentence.tasks : sentence.state]);

const OTHER = '（二）推进试点。选择两个街道试点。（市民政局负责）';

describe('a footnote', () => {
  it.for([
    '（一）建设平台。建成统一平台①。',
    '（一）建设平台。建成统一平台。（责任单位见脚注①）',
    '（一）建设平台。建成统一平台。责任单位：见脚注①',
    '（一）建设平台①。建成统一平台。',
  ])('names the units of 「%s」', (item) => {
    const proposal = withFootnotes(['一、任务', item, OTHER], ['①', '牵头单位：市数据局；配合单位：市财政局。']);
    expect(proposal.tasks.map(carried)).toEqual([
      { lead: ['市数据局'], co: ['市财政局'], responsible: [] },
      { lead: [], co: [], responsible: ['市民政局'] },
    ]);
    expect(proposal.tasks[0]?.note).toContain('牵头单位：市数据局');
    expect(proposal.coverage.open).toBe(0);
    expect(footnoteStates(proposal, 3)).toEqual([['牵头单位：市数据局；配合单位：市财政局。', ['t1']]]);
  });

  it('sets the deadline of the task that refers to it', () => {
    const { tasks } = withFootnotes(
      ['一、任务', '（一）建设平台。建成统一平台①。（市数据局负责）', OTHER],
      ['①', '①完成时限：2025年6月底前。'],
    );
    expect(tasks.map(({ deadline }) => deadline.value.due)).toEqual(['2025-06-30', undefined]);
  });

  it('that says in plain words until when sets it, too', () => {
    const { tasks } = withFootnotes(
      ['一、任务', '（一）建设平台。建成统一平台①。（市数据局负责）', OTHER],
      ['①', '2025年9月底前完成一期工程。'],
    );
    expect(tasks[0]?.deadline.value).toMatchObject({ raw: '2025年9月底前', due: '2025-09-30' });
  });

  it.for(['本方案所称平台，是指市级统一平台。', '数据来源：市统计局。', '“平台”即一网统管平台。'])(
    'that explains asks nothing: %s',
    (text) => {
      const proposal = withFootnotes(
        ['一、任务', '（一）建设平台。建成统一平台①，完善功能。（市数据局负责）', OTHER],
        ['①', text],
      );
      expect(proposal.tasks).toHaveLength(2);
      expect(footnoteStates(proposal, 3)).toEqual([[text, 'not-actionable']]);
    },
  );

  it('that nothing refers to stays open', () => {
    const proposal = withFootnotes(['一、任务', OTHER], ['①', '由市数据局牵头推进。']);
    expect(footnoteStates(proposal, 2)).toEqual([['由市数据局牵头推进。', 'open']]);
  });

  it('is found by its mark on every page, and the number of an item is none', () => {
    const { tasks } = withFootnotes(
      ['一、任务', '（一）建设平台。建成平台①。', '（二）建设中心。①选址。②开工。建成中心①。'],
      ['①', '责任单位：市数据局'],
      ['①', '责任单位：市住建局'],
    );
    expect(tasks.map((task) => carried(task)?.responsible)).toEqual([['市数据局'], ['市住建局']]);
  });

  it('beside the name of a unit is no part of the name', () => {
    const { tasks } = withFootnotes(
      ['一、任务', '（一）建设平台。建成平台。（市数据局①牵头，市财政局配合）'],
      ['①', '指市政务服务和数据管理局。'],
    );
    expect(carried(tasks[0])).toEqual({ lead: ['市数据局'], co: ['市财政局'], responsible: [] });
  });
});

describe('a footnote whose mark is a number', () => {
  it.for(['¹', '1', '[1]', '（1）'])('refers from above the line where its reader gives the mark as %s', (mark) => {
    const raised = mark.length === 1 ? '¹' : '⁽¹⁾';
    const proposal = withFootnotes(
      ['一、任务', `（一）建设平台。建成平台10${raised}个以上。`, OTHER],
      [mark, '牵头单位：市数据局；配合单位：市财政局。'],
    );
    expect(proposal.tasks.map(carried)).toEqual([
      { lead: ['市数据局'], co: ['市财政局'], responsible: [] },
      { lead: [], co: [], responsible: ['市民政局'] },
    ]);
    expect(proposal.tasks[0]?.indicators).toMatchObject([{ value: 10 }]);
    expect(proposal.coverage.open).toBe(0);
  });

  it('above the line behind the full stop belongs to the sentence before it, and is no part of a title or name', () => {
    const { tasks } = withFootnotes(
      ['一、任务', '（一）建设平台¹。建成平台。²（市数据局³牵头，市财政局配合⁴）'],
      ['¹', '本方案所称平台，是指市级平台。'],
      ['²', '2025年6月底前完成。'],
      ['³', '指市政务服务和数据管理局。'],
      ['⁴', '指保障经费。'],
    );
    expect(tasks).toHaveLength(1);
    expect(carried(tasks[0])).toEqual({ lead: ['市数据局'], co: ['市财政局'], responsible: [] });
    expect(tasks[0]?.title).toBe('建设平台');
    expect(tasks[0]?.deadline.value.due).toBe('2025-06-30');
  });

  it('is not found by a number on the line, and 1 is no part of 12', () => {
    const proposal = withFootnotes(
      ['一、任务', '（一）建设平台。建成平台1个¹²。（市民政局负责）', OTHER],
      ['¹', '责任单位：市数据局'],
    );
    expect(proposal.tasks.map((task) => carried(task)?.responsible)).toEqual([['市民政局'], ['市民政局']]);
    expect(footnoteStates(proposal, 3)).toEqual([['责任单位：市数据局', 'open']]);
  });

  it.for(['¹责任单位：市数据局', '1.责任单位：市数据局', '[1]责任单位：市数据局', '注1：责任单位：市数据局'])(
    'may stand below the text as a line of its own: %s',
    (line) => {
      const mark = line.startsWith('[') ? '⁽¹⁾' : '¹';
      const { tasks, coverage } = withFootnotes(['一、任务', `（一）建设平台。建成平台${mark}。`, OTHER, line]);
      expect(tasks.map((task) => carried(task)?.responsible)).toEqual([['市数据局'], ['市民政局']]);
      expect(tasks[1]?.text.value).not.toContain('市数据局');
      expect(coverage.open).toBe(0);
    },
  );

  it('on the line is one where it ends a line and the foot of its page begins with it', () => {
    const page = [
      '一、任务',
      '（一）建设平台。建成统一平台1。',
      '（二）建设中心。建成中心2',
      '1牵头单位：市数据局。',
      '2 责任单位：市住建局',
    ];
    const { tasks, coverage } = read([...page, '— 1 —', '（三）推进试点。选择试点。（市民政局负责）'].join('\n'));
    expect(tasks.map((task) => [carried(task)?.lead, carried(task)?.responsible])).toEqual([
      [['市数据局'], []],
      [[], ['市住建局']],
      [[], ['市民政局']],
    ]);
    expect(tasks.map(({ text }) => text.value)).toEqual([
      '建设平台。建成统一平台¹。',
      '建设中心。建成中心²',
      '推进试点。选择试点。',
    ]);
    expect(coverage.open).toBe(0);
  });

  it.for([
    ['the page says nothing at its foot', '（一）建设平台。建成平台1。', '（二）建设中心。建成中心。'],
    ['the number counts', '（一）建设平台。确保排名全省第1', '1责任单位：市数据局'],
    ['the number does not end its line', '（一）建设平台。建成平台1个。', '1责任单位：市数据局'],
    ['the foot is an item', '（一）建设平台。建成平台1', '1.选址'],
  ])('on the line is none where %s', ([, item = '', foot = '']) => {
    const { sentences } = read(['一、任务', item, foot].join('\n'));
    const said = sentences.map(({ text }) => text).join('');
    expect(said).toContain(item.slice(4, 10));
    expect(said).not.toMatch(/[¹²]/);
  });
});
