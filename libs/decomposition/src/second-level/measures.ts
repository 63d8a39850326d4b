import type { Proposal, ProposedTask } from '../proposal/proposal.js';
import { wording } from '../text/shingles.js';
import { citedNumbers, numberKey, numbersInCell, quoted, withoutNumber } from './cited.js';
import {
  MEASURE_REASONS,
  type CarriedTask,
  type Measure,
  type MeasureReason,
  type SecondLevel,
  type TaskCandidate,
} from './second-level.js';
import { SharedTerms, type SharedCandidate } from './terms.js';

/** Reads a unit's own plan against the tasks that it carries: what it proposes, and for which of them. */
export function measuresOf(own: Proposal, carried: readonly CarriedTask[]): SecondLevel {
  const reader = new MeasureReader(own, carried);
  const measures = own.tasks.map((task) => reader.read(task));
  const served = new Set(measures.flatMap((measure) => (measure.state === 'under' ? [measure.taskId] : [])));
  return { measures, withoutMeasure: carried.map(({ taskId }) => taskId).filter((taskId) => !served.has(taskId)) };
}

/** Titles shorter than this are found in every other text. */
const SHORTEST_TITLE = 4;

/** Shared terms alone decide only for a likeness of this size that the next candidate does not come near. */
const LIKE_ENOUGH = 0.3;
const AHEAD = 1.5;

type Evidence = readonly (readonly [MeasureReason, readonly string[]])[];

class MeasureReader {
  private readonly byNumber: Map<string, CarriedTask[]>;
  private readonly byTitle: Map<string, CarriedTask[]>;
  private readonly terms: SharedTerms;
  private readonly forPaper: readonly string[];
  private readonly taskOf = new Map<string, string>();

  constructor(own: Proposal, carried: readonly CarriedTask[]) {
    this.byNumber = Map.groupBy(
      carried.filter(({ no }) => numberKey(no) !== ''),
      ({ no }) => numberKey(no),
    );
    this.byTitle = Map.groupBy(carried, ({ title }) => wording(title));
    this.terms = new SharedTerms(own.tasks, carried);
    const paper = wording(own.head.title + own.head.planTitle);
    this.forPaper = carried
      .filter(({ title }) => wording(title).length >= SHORTEST_TITLE && paper.includes(wording(title)))
      .map(({ taskId }) => taskId);
  }

  /** Tasks are read in the order of the paper: a task before its measures. */
  read(task: ProposedTask): Measure {
    const shared = this.terms.candidates(task.key);
    const evidence = this.evidenceFor(task);
    const candidates = withReasons(shared, evidence);
    const decided = decide(evidence) ?? clearlyAhead(shared);
    if (!decided || decided === 'several') return { key: task.key, candidates, state: 'open' };
    this.taskOf.set(task.key, decided.taskId);
    const reasons = candidates.find(({ taskId }) => taskId === decided.taskId)?.reasons ?? [decided.reason];
    const { confidence } = MEASURE_REASONS[decided.reason];
    return { key: task.key, candidates, state: 'under', taskId: decided.taskId, confidence, reasons };
  }

  private evidenceFor(task: ProposedTask): Evidence {
    const said = `${task.title}。${task.text.value}。${task.note}`;
    const numbers = [...citedNumbers(said), ...numbersInCell(task.upper ?? '')];
    const parent = this.taskOf.get(task.parent ?? '');
    const titled = (title: string) => this.titled(wording(title));
    return [
      ['cites-number', idsOf(numbers.flatMap((number) => this.byNumber.get(number) ?? []))],
      ['cites-title', idsOf([...quoted(said), task.upper ?? ''].flatMap(titled))],
      ['same-title', idsOf(titled(task.title))],
      ['parent-matches', parent === undefined ? [] : [parent]],
      ['heading-is-title', idsOf([task.subsection, task.section].map(withoutNumber).flatMap(titled))],
      ['paper-is-for-task', this.forPaper],
    ];
  }

  private titled(title: string): CarriedTask[] {
    return title.length < SHORTEST_TITLE ? [] : (this.byTitle.get(title) ?? []);
  }
}

const idsOf = (tasks: readonly CarriedTask[]): string[] => [...new Set(tasks.map(({ taskId }) => taskId))];

interface Decided {
  readonly taskId: string;
  readonly reason: MeasureReason;
}

/** What the measure says of itself; that silent, what stands above it. Where that names two tasks a person decides. */
const LEVELS: readonly (readonly MeasureReason[])[] = [
  ['cites-number', 'cites-title', 'same-title'],
  ['parent-matches'],
  ['heading-is-title'],
  ['paper-is-for-task'],
];

function decide(evidence: Evidence): Decided | 'several' | undefined {
  for (const level of LEVELS) {
    const found = evidence.filter(([reason, taskIds]) => level.includes(reason) && taskIds.length > 0);
    const [taskId, another] = new Set(found.flatMap(([, taskIds]) => taskIds));
    if (another !== undefined) return 'several';
    const reason = found[0]?.[0];
    if (taskId !== undefined && reason) return { taskId, reason };
  }
  return undefined;
}

function clearlyAhead([best, second]: readonly SharedCandidate[]): Decided | undefined {
  const ahead = best && best.likeness >= LIKE_ENOUGH && best.likeness >= (second?.likeness ?? 0) * AHEAD;
  return ahead ? { taskId: best.taskId, reason: 'shared-terms' } : undefined;
}

/** Candidates with all that speaks for them: those that are cited stand first. */
function withReasons(shared: readonly SharedCandidate[], evidence: Evidence): TaskCandidate[] {
  const cited = evidence.flatMap(([, taskIds]) => taskIds);
  const taskIds = new Set([...cited, ...shared.map(({ taskId }) => taskId)]);
  return Array.from(taskIds, (taskId) => {
    const like = shared.find((candidate) => candidate.taskId === taskId);
    const reasons = evidence.flatMap(([reason, ids]) => (ids.includes(taskId) ? [reason] : []));
    return {
      taskId,
      reasons: like ? [...reasons, 'shared-terms'] : reasons,
      likeness: like?.likeness ?? 0,
      terms: like?.terms ?? [],
    };
  });
}
