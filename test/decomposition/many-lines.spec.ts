import { describe, expect, it } from 'vitest';
import { decompose, readPlainText } from '#decomposition';

const linesOf = (line: string, count: number) => readPlainText(Array(count).fill(line).join('\n'));

function millisecondsFor(line: string, count: number): number {
  const paper = linesOf(line, count);
  const begin = performance.now();
  decompose(paper);
  return performance.now() - begin;
}

describe('a paper of very many lines', { timeout: 120_000 }, () => {
  it.each([
    ['that say nothing', '字'],
    ['that are all one task', '1.字'],
  ])('costs in proportion to its length: lines %s', (_, line) => {
    millisecondsFor(line, 1_000);
    const few = millisecondsFor(line, 5_000);
    expect(millisecondsFor(line, 40_000)).toBeLessThan(few * 14);
  });

  it('has a title of a few lines, not of all of them', () => {
    expect(decompose(linesOf('字', 1_000)).head.title).toBe('字'.repeat(6));
  });
});

describe('a paper with a table of very many rows', { timeout: 60_000 }, () => {
  it('gives its tasks in the order of the paper, and a rule behind the table holds for nothing in it', () => {
    const head = ['序号', '工作任务', '责任单位'];
    const rows = Array.from({ length: 10_050 }, (_, at) => [
      String(at + 1),
      `推进第${at + 1}项工程`,
      '市住建局、市财政局',
    ]);
    const cells = (texts: readonly string[]) => ({ cells: texts.map((text) => ({ text })) });
    const { tasks } = decompose({
      blocks: [
        { kind: 'table', rows: [head, ...rows].map(cells), emptyMayBeMerged: false },
        {
          kind: 'paragraph',
          text: '一、推进后续工程。完善制度。（市水务局、市财政局负责，列第一位的为牵头单位，下同）',
        },
      ],
    });
    expect(tasks.slice(-2).map(({ title, lead }) => [title, lead.value])).toEqual([
      ['推进第10050项工程', []],
      ['推进后续工程', ['市水务局']],
    ]);
  });
});
