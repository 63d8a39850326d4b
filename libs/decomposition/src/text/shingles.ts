import { compact } from './fold.js';

/** Signs in a row that are compared as one sentence's wording: four miss a changed word too often. */
const LENGTH = 3;

const PUNCTUATION = /(?<!\d)[。,;:、!?“”()《》·.-]|[。,;:、!?“”()《》·.-](?!\d)/g;

/** What a text says, whatever its widths, spaces and punctuation. Signs between digits stay: 1.5 is not 15. */
export function wording(text: string): string {
  return compact(text).replace(PUNCTUATION, '');
}

export function shinglesOf(words: string, length = LENGTH): Set<string> {
  const shingles = new Set<string>();
  for (let at = 0; at === 0 || at + length <= words.length; at++) shingles.add(words.slice(at, at + length));
  shingles.delete('');
  return shingles;
}

/**
 * Likeness of texts by the shingles that they share, 0 to 1. A shingle counts the less the more texts of one side have it: the
 * phrases that every task of a paper repeats do not make two tasks alike.
 */
export class Likeness {
  private readonly weights = new Map<string, number>();

  constructor(...sides: readonly (readonly ReadonlySet<string>[])[]) {
    for (const side of sides) {
      for (const [shingle, count] of countOf(side))
        this.weights.set(shingle, Math.min(1 / count, this.weights.get(shingle) ?? 1));
    }
  }

  between(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
    const both = this.weightOf(a) + this.weightOf(b);
    return both === 0 ? 0 : (2 * this.shared(a, b)) / both;
  }

  /** How much of `part` stands in `whole`, 0 to 1. */
  contained(part: ReadonlySet<string>, whole: ReadonlySet<string>): number {
    const weight = this.weightOf(part);
    return weight === 0 ? 0 : this.shared(part, whole) / weight;
  }

  private shared(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
    let shared = 0;
    for (const shingle of a) if (b.has(shingle)) shared += this.weights.get(shingle) ?? 1;
    return shared;
  }

  private weightOf(shingles: ReadonlySet<string>): number {
    let weight = 0;
    for (const shingle of shingles) weight += this.weights.get(shingle) ?? 1;
    return weight;
  }
}

function countOf(side: readonly ReadonlySet<string>[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const shingles of side) for (const shingle of shingles) counts.set(shingle, (counts.get(shingle) ?? 0) + 1);
  return counts;
}

/** Shingles that more texts have than this lead nowhere: without it, a paper of one phrase would cost its square. */
const COMMON = 24;
const MOST_CANDIDATES = 8;

/** Finds among `texts` those that share most with another, in time that does not grow with their number. */
export class ShingleIndex {
  private readonly byShingle = new Map<string, number[]>();

  constructor(texts: readonly ReadonlySet<string>[]) {
    for (const [index, shingles] of texts.entries()) {
      for (const shingle of shingles) {
        const known = this.byShingle.get(shingle);
        if (known) known.push(index);
        else this.byShingle.set(shingle, [index]);
      }
    }
  }

  /** Indexes of the texts that are worth comparing, the likeliest first. */
  candidates(shingles: ReadonlySet<string>): number[] {
    const hits = new Map<number, number>();
    for (const shingle of shingles) {
      const texts = this.byShingle.get(shingle) ?? [];
      if (texts.length > COMMON) continue;
      for (const index of texts) hits.set(index, (hits.get(index) ?? 0) + 1 / texts.length);
    }
    return [...hits]
      .sort(([a, x], [b, y]) => y - x || a - b)
      .slice(0, MOST_CANDIDATES)
      .map(([index]) => index);
  }
}
