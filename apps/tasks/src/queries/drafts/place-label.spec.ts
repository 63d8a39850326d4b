import { describe, expect, it } from 'vitest';
import type { DraftSentence } from '#contracts';
import { placeLabel } from './place-label.js';

const at = (shown?: DraftSentence['place']['shown']) =>
  placeLabel({ block: 0, cell: null, from: 0, to: 1, ...(shown && { shown }) });

describe('the place of a sentence in words', () => {
  it.each([
    [{ page: 3, paragraph: 12 }, '第3页第12段'],
    [{ page: 4, table: 1, row: 7, cell: 2 }, '第4页表1第7行第2格'],
    [{ part: '任务分解', row: 7, cell: 2 }, '「任务分解」第7行第2格'],
    [{ footnote: '①' }, '脚注①'],
  ])('goes from the largest part to the smallest: %o', (shown, label) => {
    expect(at(shown)).toBe(label);
  });

  it('is empty for a draft whose paper was read before places were kept', () => {
    expect(at()).toBe('');
  });
});
