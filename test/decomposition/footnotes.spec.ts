import { describe, expect, it } from 'vitest';
import { decompose, type Paper, type Proposal } from '#decomposition';
import { carried } from './support/read.js';

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
