import { median } from './geometry.js';
import { joined } from './lines.js';
import type { TextLine } from './page.js';

/** Where the lines of a paper begin and end, and how far they lie apart. */
export interface Layout {
  readonly left: number;
  readonly right: number;
  readonly gap: number;
}

export function layoutOf(lines: readonly TextLine[], pageWidth: number): Layout {
  const size = median(lines.map((line) => line.size));
  const gaps = lines.slice(1).flatMap((line, index) => {
    const before = lines[index];
    const gap = line.baseline - (before?.baseline ?? 0);
    return before?.page === line.page && gap > 0 && gap < size * 4 ? [gap] : [];
  });
  const left = leftOf(lines, size);
  return { left, right: rightOf(lines, size, pageWidth, left), gap: median(gaps) };
}

/** Where full lines end. Where too few are full to tell, the margins are taken to be as wide on both sides. */
function rightOf(lines: readonly TextLine[], size: number, pageWidth: number, left: number): number {
  const rights = lines.map(({ right }) => right).toSorted((a, b) => a - b);
  const longest = rights[Math.floor(rights.length * 0.95)] ?? 0;
  const full = rights.filter((right) => right > longest - 1.5 * size).length;
  const isTold = full >= lines.length * 0.3 && longest > pageWidth * 0.6;
  return isTold ? longest : Math.max(longest, pageWidth - left - size);
}

/** The leftmost place where more than a line or two begin. */
function leftOf(lines: readonly TextLine[], size: number): number {
  const lefts = lines.map(({ left }) => left).toSorted((a, b) => a - b);
  const enough = Math.max(1, Math.floor(lines.length / 20));
  return (
    lefts.find((left) => lefts.filter((each) => Math.abs(each - left) < size / 2).length > enough) ?? lefts[0] ?? 0
  );
}

export interface BuiltParagraph {
  text: string;
  readonly page: number;
}

/** Lines put together again: official papers indent the first line of a paragraph, others leave its last line short. */
export function paragraphsOf(lines: readonly TextLine[], layout: Layout): BuiltParagraph[] {
  const paragraphs: BuiltParagraph[] = [];
  let before: TextLine | undefined;
  for (const line of lines) {
    const last = paragraphs.at(-1);
    if (last && before && goesOn(before, line, layout)) last.text = joined(last.text, line.text);
    else paragraphs.push({ text: line.text, page: line.page });
    before = line;
  }
  return paragraphs;
}

function goesOn(before: TextLine, line: TextLine, { left, right, gap }: Layout): boolean {
  const { size } = line;
  const isIndented = line.left > left + 1.2 * size;
  const endedShort = before.right < right - 2.5 * size;
  const sameSize = Math.abs(before.size - size) < size / 8;
  const distance = line.baseline - before.baseline;
  const close = before.page !== line.page || gap === 0 || distance < gap * 1.5;
  return !isIndented && !endedShort && sameSize && close;
}
