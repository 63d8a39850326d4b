import type { TextLine } from './page.js';

const PAGE_NUMBER =
  /^(?:[-—－–\s·]*\d{1,4}[-—－–\s·]*|第\s*\d{1,4}\s*页.{0,12}|\d{1,4}\s*\/\s*\d{1,4}|Page\s*\d{1,4}.{0,12})$/i;
/** Lines at the edge of a page among which its furniture stands. */
const EDGE = 2;
/** A head or foot stands on this many pages at least. */
const REPEATED = 3;

interface PageOfLines {
  readonly height: number;
  readonly lines: readonly TextLine[];
}

/** Lines that belong to the pages and not to the paper: their numbers, and what stands at the edge of many of them. */
export function furnitureOf(pages: readonly PageOfLines[]): Set<TextLine> {
  const edges = pages.map(({ lines }) => [...new Set([...lines.slice(0, EDGE), ...lines.slice(-EDGE)])]);
  const onPages = new Map<string, number>();
  for (const lines of edges) for (const key of new Set(lines.map(keyOf))) onPages.set(key, (onPages.get(key) ?? 0) + 1);
  const enough = Math.max(REPEATED, pages.length / 2);
  return new Set(
    pages.flatMap(({ height, lines }, index) =>
      (edges[index] ?? []).filter((line) => {
        const isOutermost = line === lines[0] || line === lines.at(-1);
        const isNumber = PAGE_NUMBER.test(line.text) && (isOutermost || isOutside(line, height));
        return isNumber || ((onPages.get(keyOf(line)) ?? 0) >= enough && isOutside(line, height));
      }),
    ),
  );
}

/** The same words at the same height, whatever their numbers. */
const keyOf = ({ text, baseline }: TextLine): string => `${text.replace(/\d+/g, '#')} ${Math.round(baseline / 4)}`;

const isOutside = ({ baseline }: TextLine, height: number): boolean =>
  baseline < height * 0.12 || baseline > height * 0.88;
