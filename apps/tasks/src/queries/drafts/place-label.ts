import type { DraftSentence } from '#contracts';

type Shown = NonNullable<DraftSentence['place']['shown']>;

/** How people call the parts of a place, from the largest to the smallest. */
const WORDS: { [Part in keyof Shown]-?: (value: NonNullable<Shown[Part]>) => string } = {
  page: (page) => `第${page}页`,
  part: (part) => `「${part}」`,
  paragraph: (paragraph) => `第${paragraph}段`,
  table: (table) => `表${table}`,
  row: (row) => `第${row}行`,
  cell: (cell) => `第${cell}格`,
  footnote: (mark) => `脚注${mark}`,
};

/** Where a sentence stands, in words: 「第3页第12段」, 「任务分解」第7行第2格. Empty where nothing is known. */
export function placeLabel({ shown = {} }: DraftSentence['place']): string {
  const parts = Object.entries(WORDS) as [keyof Shown, (value: unknown) => string][];
  return parts.map(([part, word]) => (shown[part] === undefined ? '' : word(shown[part]))).join('');
}
