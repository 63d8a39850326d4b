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
  for (let at = 0; at < text.length; at++) {
    const sign = text[at];
    if (sign === '(') open.push(at);
    else if (sign === ')') {
      const from = open.pop();
      if (from !== undefined) keepOutermost(pairs, { open: from, close: at });
    }
  }
  return pairs;
}

function keepOutermost(pairs: Bracket[], pair: Bracket): void {
  while ((pairs.at(-1)?.open ?? -1) > pair.open) pairs.pop();
  pairs.push(pair);
}
