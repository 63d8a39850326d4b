import { raisedMark } from '#decomposition';
import type { Fragment } from './page.js';

/** A mark of a footnote is set smaller than this of the text beside it. */
const SMALLER = 0.8;
/** No page of text has more; each mark is held against every one of them. */
const MOST_FRAGMENTS = 5_000;

/** Numbers that are set small above the line become marks on the line of the text beside them, no numbers of it. */
export function withRaisedMarks(fragments: readonly Fragment[]): Fragment[] {
  if (fragments.length > MOST_FRAGMENTS) return [...fragments];
  return fragments.map((fragment) => {
    const mark = raisedMark(fragment.text);
    const beside = mark === undefined ? undefined : fragments.find((each) => isRaisedBeside(fragment, each));
    return mark !== undefined && beside
      ? { ...fragment, text: mark, baseline: beside.baseline, size: beside.size }
      : fragment;
  });
}

function isRaisedBeside(small: Fragment, text: Fragment): boolean {
  const height = text.baseline - small.baseline;
  const isAbove = height > text.size * 0.15 && height < text.size;
  const gap = Math.min(Math.abs(small.left - text.right), Math.abs(text.left - small.right));
  return small.size < text.size * SMALLER && isAbove && gap < text.size;
}
