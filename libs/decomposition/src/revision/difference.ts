import type { Proposal, ProposedTask, Sentence } from '../proposal/proposal.js';
import { wording } from '../text/shingles.js';
import { exchanged, fieldChanges } from './fields.js';
import { matchesOf, type Match } from './match.js';
import { longestRise } from './order.js';
import type { Clause, Matched, Pair, PlaceChange, Removed, Revision } from './revision.js';

/** What of a proposal is compared. */
export type ComparedPaper = Pick<Proposal, 'tasks' | 'sentences'>;

/** What `next`, a new version of the paper of `previous`, changes: clause by clause, and which tasks are to be issued again. */
export function differenceOf(previous: ComparedPaper, next: ComparedPaper): Revision {
  const matches = matchesOf(previous.tasks, next.tasks);
  const matched = matchedClauses(matches, previous.tasks, next.tasks);
  const byNext = new Map(matched.map((clause) => [clause.next, clause]));
  const added = next.tasks.filter(({ key }) => !byNext.has(key)).map(({ key }) => key);
  const byPrevious = new Map(matched.map((clause) => [clause.previous, clause]));
  const removed = previous.tasks.filter(({ key }) => !byPrevious.has(key)).map(({ key }) => key);
  const pairs = (change: Matched['change']): Pair[] =>
    next.tasks.flatMap(({ key }) => {
      const clause = byNext.get(key);
      return clause?.change === change ? [{ previous: clause.previous, next: clause.next }] : [];
    });
  return {
    clauses: inOrder(previous.tasks, next.tasks, byPrevious, byNext),
    reissue: pairs('reworded'),
    issue: added,
    withdraw: removed,
    untouched: pairs('kept'),
    outside: outsideOf(previous.sentences, next.sentences),
  };
}

function matchedClauses(
  matches: readonly Match[],
  previous: readonly ProposedTask[],
  next: readonly ProposedTask[],
): Matched[] {
  const placeIn = (tasks: readonly ProposedTask[]) => new Map(tasks.map(({ key }, place) => [key, place]));
  const from = placeIn(previous);
  const to = placeIn(next);
  const ordered = matches.toSorted((a, b) => (to.get(a.next.key) ?? 0) - (to.get(b.next.key) ?? 0));
  const unmoved = longestRise(ordered.map((match) => from.get(match.previous.key) ?? 0));
  const successors = new Map(matches.map((match) => [match.previous.key, match.next.key]));
  return ordered.map((match, index) => {
    const fields = fieldChanges(match.previous, match.next);
    return {
      change: fields.length === 0 ? 'kept' : 'reworded',
      previous: match.previous.key,
      next: match.next.key,
      fields,
      place: placeChanges(match, !unmoved.has(index), successors),
      likeness: Math.round(match.likeness * 100) / 100,
    };
  });
}

function placeChanges(
  { previous, next }: Match,
  moved: boolean,
  successors: ReadonlyMap<string, string>,
): PlaceChange[] {
  const changes: readonly (readonly [PlaceChange, boolean])[] = [
    ['renumbered', wording(previous.no) !== wording(next.no)],
    ['moved', moved],
    ['other-section', wording(previous.section + previous.subsection) !== wording(next.section + next.subsection)],
    ['other-parent', (previous.parent && (successors.get(previous.parent) ?? 'removed')) !== next.parent],
  ];
  return changes.flatMap(([change, holds]) => (holds ? [change] : []));
}

/** The new paper from top to bottom, with each removed clause behind the one that it followed. */
function inOrder(
  previous: readonly ProposedTask[],
  next: readonly ProposedTask[],
  byPrevious: ReadonlyMap<string, Matched>,
  byNext: ReadonlyMap<string, Matched>,
): Clause[] {
  const behind = new Map<string, Removed[]>(); // by key of the later task that they follow, '' at the top
  let last = '';
  for (const { key } of previous) {
    const matched = byPrevious.get(key);
    if (matched) last = matched.next;
    else behind.set(last, [...(behind.get(last) ?? []), { change: 'removed', previous: key }]);
  }
  const clauses = next.flatMap(({ key }): Clause[] => [
    byNext.get(key) ?? { change: 'added', next: key },
    ...(behind.get(key) ?? []),
  ]);
  return [...(behind.get('') ?? []), ...clauses];
}

function outsideOf(previous: readonly Sentence[], next: readonly Sentence[]): Revision['outside'] {
  const outside = (sentences: readonly Sentence[]): Sentence[] => sentences.filter(({ state }) => state !== 'task');
  const { removed, added } = exchanged(outside(previous), outside(next), ({ text }) => wording(text));
  return { removed: removed.map(({ id }) => id), added: added.map(({ id }) => id) };
}
