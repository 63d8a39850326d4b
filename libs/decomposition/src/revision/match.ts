import type { ProposedTask } from '../proposal/proposal.js';
import { unitKey } from '../proposal/same.js';
import { Likeness, ShingleIndex, shinglesOf, wording } from '../text/shingles.js';

/** A task of the earlier paper and the one of the later that says the same. */
export interface Match {
  readonly previous: ProposedTask;
  readonly next: ProposedTask;
  readonly likeness: number;
}

/** As much in common as makes two clauses one; a title that is the same says so with less. */
const ALIKE = 0.5;
const ALIKE_UNDER_ONE_TITLE = 0.2;

interface Content {
  readonly task: ProposedTask;
  readonly title: string;
  readonly words: string;
  readonly carriers: string;
  readonly shingles: ReadonlySet<string>;
}

/** What must be the same, tried in this order: of several clauses with one wording, those in one place belong together. */
const SAME: readonly ((content: Content) => readonly string[])[] = [
  ({ words, carriers, task }) => [words, carriers, wording(task.section), wording(task.subsection)],
  ({ words, carriers }) => [words, carriers],
  ({ words, task }) => [words, wording(task.section), wording(task.subsection)],
  ({ words }) => [words],
];

/** Matches by content, never by number: equal wording first, then the likeliest of what is left. */
export function matchesOf(previous: readonly ProposedTask[], next: readonly ProposedTask[]): Match[] {
  const left = { previous: previous.map(contentOf), next: next.map(contentOf) };
  const likeness = new Likeness(
    left.previous.map(({ shingles }) => shingles),
    left.next.map(({ shingles }) => shingles),
  );
  const matches: Match[] = [];
  const take = (pairs: readonly { previous: Content; next: Content; likeness: number }[]): void => {
    for (const pair of pairs)
      matches.push({ previous: pair.previous.task, next: pair.next.task, likeness: pair.likeness });
    const taken = new Set(pairs.flatMap((pair) => [pair.previous, pair.next]));
    left.previous = left.previous.filter((content) => !taken.has(content));
    left.next = left.next.filter((content) => !taken.has(content));
  };
  for (const keyOf of SAME) take(equalPairs(left.previous, left.next, (content) => JSON.stringify(keyOf(content))));
  take(likePairs(left.previous, left.next, likeness));
  return matches;
}

function contentOf(task: ProposedTask): Content {
  const title = wording(task.title);
  const text = wording(task.text.value);
  const words = `${task.kind}:${text.startsWith(title) ? text : title + text}`;
  const carriers = task.units.value.map((unit) => `${unit.role} ${unitKey(unit)}`).join();
  return { task, title, words, carriers, shingles: shinglesOf(words) };
}

function equalPairs(previous: readonly Content[], next: readonly Content[], keyOf: (content: Content) => string) {
  const waiting = Map.groupBy(previous, keyOf);
  return next.flatMap((content) => {
    const found = waiting.get(keyOf(content))?.shift();
    return found ? [{ previous: found, next: content, likeness: 1 }] : [];
  });
}

/** The likeliest pair first, and each clause once. */
function likePairs(previous: readonly Content[], next: readonly Content[], likeness: Likeness) {
  const index = new ShingleIndex(previous.map(({ shingles }) => shingles));
  const pairs = next.flatMap((content, to) =>
    index.candidates(content.shingles).flatMap((from) => {
      const earlier = previous[from];
      if (!earlier || earlier.task.kind !== content.task.kind) return [];
      const score = likeness.between(earlier.shingles, content.shingles);
      const sameTitle = earlier.title === content.title && content.title.length > 3;
      const enough = score >= (sameTitle ? ALIKE_UNDER_ONE_TITLE : ALIKE);
      return enough ? [{ previous: earlier, next: content, likeness: score, from, to }] : [];
    }),
  );
  pairs.sort((a, b) => b.likeness - a.likeness || a.to - b.to || a.from - b.from);
  const taken = new Set<Content>();
  return pairs.filter((pair) => {
    if (taken.has(pair.previous) || taken.has(pair.next)) return false;
    taken.add(pair.previous).add(pair.next);
    return true;
  });
}
