import type { Fragment, TextLine } from './page.js';

/** Fragments as lines from above to below. */
export function linesOf(fragments: readonly Fragment[], page: number): TextLine[] {
  const rows: Fragment[][] = [];
  for (const fragment of fragments.toSorted((a, b) => a.baseline - b.baseline)) {
    const row = rows.at(-1);
    const last = row?.at(-1);
    if (row && last && fragment.baseline - last.baseline < Math.min(last.size, fragment.size) / 2) row.push(fragment);
    else rows.push([fragment]);
  }
  return rows.map((row) =>
    lineOf(
      row.toSorted((a, b) => a.left - b.left),
      page,
    ),
  );
}

function lineOf(row: readonly Fragment[], page: number): TextLine {
  const size = row.reduce((sum, each) => sum + each.size * each.text.length, 0) / lengthOf(row);
  let text = '';
  let right = row[0]?.left ?? 0;
  for (const fragment of row) {
    const gap = (fragment.left - right) / size;
    if (text !== '' && (gap > 1 || (gap > 0.2 && isLatin(text.at(-1)) && isLatin(fragment.text[0])))) text += ' ';
    text += fragment.text;
    right = Math.max(right, fragment.right);
  }
  return { text: text.trim(), left: row[0]?.left ?? 0, right, baseline: row[0]?.baseline ?? 0, size, page };
}

const lengthOf = (row: readonly Fragment[]): number => row.reduce((sum, { text }) => sum + text.length, 0);

const isLatin = (sign: string | undefined): boolean => /[A-Za-z]/.test(sign ?? '');

/** Two lines of one paragraph as one text: only words of letters need a space between them. */
export function joined(text: string, next: string): string {
  return isLatin(text.at(-1)) && isLatin(next[0]) ? `${text} ${next}` : text + next;
}
