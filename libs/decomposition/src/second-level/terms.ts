import type { ProposedTask } from '../proposal/proposal.js';
import { Likeness, ShingleIndex, shinglesOf, wording } from '../text/shingles.js';
import type { CarriedTask } from './second-level.js';

/** Terms of two signs: a plan of the second level takes over words, not sentences. */
const TERM = 2;
const MOST_TERMS = 5;
const MOST_CANDIDATES = 3;
/** Less than this is chance. */
const WORTH_SHOWING = 0.05;

export interface SharedCandidate {
  readonly taskId: string;
  readonly likeness: number;
  readonly terms: readonly string[];
}

/** Which carried tasks a proposed one shares words with. Words that many carried tasks have count little. */
export class SharedTerms {
  private readonly own: ReadonlyMap<string, { words: string; shingles: ReadonlySet<string> }>;
  private readonly carried: readonly { taskId: string; title: ReadonlySet<string>; all: ReadonlySet<string> }[];
  private readonly index: ShingleIndex;
  private readonly likeness: Likeness;

  constructor(own: readonly ProposedTask[], carried: readonly CarriedTask[]) {
    this.own = new Map(
      own.map((task) => {
        const words = wording(`${task.title}。${task.text.value}`);
        return [task.key, { words, shingles: shinglesOf(words, TERM) }];
      }),
    );
    this.carried = carried.map(({ taskId, title, text }) => ({
      taskId,
      title: shinglesOf(wording(title), TERM),
      all: shinglesOf(wording(`${title}。${text}`), TERM),
    }));
    this.index = new ShingleIndex(this.carried.map(({ all }) => all));
    this.likeness = new Likeness(
      [...this.own.values()].map(({ shingles }) => shingles),
      this.carried.map(({ all }) => all),
    );
  }

  /** The likeliest first. */
  candidates(key: string): SharedCandidate[] {
    const task = this.own.get(key);
    if (!task) return [];
    return this.index
      .candidates(task.shingles)
      .flatMap((at) => {
        const carried = this.carried[at];
        if (!carried) return [];
        const likeness = this.score(task.shingles, carried);
        const terms = sharedTerms(task.words, carried.all);
        const byChance = likeness < WORTH_SHOWING || terms.length === 0;
        return byChance ? [] : [{ taskId: carried.taskId, likeness, terms }];
      })
      .sort((a, b) => b.likeness - a.likeness)
      .slice(0, MOST_CANDIDATES);
  }

  /** A measure may take up one clause of a long task, or all of its title. */
  private score(
    own: ReadonlySet<string>,
    { title, all }: { title: ReadonlySet<string>; all: ReadonlySet<string> },
  ): number {
    const score = Math.max(this.likeness.between(own, all), this.likeness.contained(title, own) * 0.8);
    return Math.round(score * 100) / 100;
  }
}

/** The longest stretches of `words` that consist of shared terms; two signs alone (建设, 加强) say nothing. */
function sharedTerms(words: string, shared: ReadonlySet<string>): string[] {
  const terms = new Set<string>();
  let from = 0;
  for (let at = 0; at < words.length; at++) {
    if (shared.has(words.slice(at, at + TERM))) continue;
    if (at - from >= TERM) terms.add(words.slice(from, at + TERM - 1));
    from = at + 1;
  }
  return [...terms].sort((a, b) => b.length - a.length).slice(0, MOST_TERMS);
}
