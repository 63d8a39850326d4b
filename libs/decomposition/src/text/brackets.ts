export interface Bracket {
  /** Of the opening sign. */
  readonly open: number;
  /** Of the closing sign. */
  readonly close: number;
}

/** Outermost bracket pairs of folded text. A bracket without partner, as in a torn file, is no bracket. */
export function outermostBrackets(text: string): Bracket[] {
  const open: number[] = [];
  const pairs: Bracket[] = [];
  for (const { index, 0: sign } of text.matchAll(/[()]/g)) {
    if (sign === '(') open.push(index);
    else {
      const from = open.pop();
      if (from !== undefined) keepOutermost(pairs, { open: from, close: index });
    }
  }
  return pairs;
}

function keepOutermost(pairs: Bracket[], pair: Bracket): void {
  while ((pairs.at(-1)?.open ?? -1) > pair.open) pairs.pop();
  pairs.push(pair);
}
