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
