/** A task of another paper that the unit carries, as its own plan is read against it. */
export interface CarriedTask {
  readonly taskId: string;
  /** As the paper it comes from counts it; empty where that is not known. */
  readonly no: string;
  readonly title: string;
  readonly text: string;
}

/** Why a measure belongs to a task that is carried; the surer rows come first. */
export const MEASURE_REASONS = {
  'cites-number': { confidence: 0.97, says: '写明对应任务的序号' },
  'cites-title': { confidence: 0.95, says: '引用了对应任务的名称' },
  'same-title': { confidence: 0.95, says: '名称与对应任务相同' },
  'parent-matches': { confidence: 0.9, says: '所属任务与之对应' },
  'heading-is-title': { confidence: 0.9, says: '所在章节的标题就是对应任务的名称' },
  'paper-is-for-task': { confidence: 0.85, says: '方案的标题就是为落实该任务' },
  'shared-terms': { confidence: 0.6, says: '用词相近，请核对' },
} as const satisfies Record<string, { confidence: number; says: string }>;

export type MeasureReason = keyof typeof MEASURE_REASONS;

export interface TaskCandidate {
  readonly taskId: string;
  readonly reasons: readonly MeasureReason[];
  /** 0 to 1, by the words that both share. */
  readonly likeness: number;
  /** The longest of these words, for people to judge by. */
  readonly terms: readonly string[];
}

/** What a proposed task of a unit's own plan is for. A person confirms either. */
export type Measure = { readonly key: string; readonly candidates: readonly TaskCandidate[] } & (
  | {
      readonly state: 'under';
      readonly taskId: string;
      readonly confidence: number;
      readonly reasons: readonly MeasureReason[];
    }
  /** Nothing says for sure which task it is for: the best candidates are offered. */
  | { readonly state: 'open' }
);

export interface SecondLevel {
  /** One for every task of the unit's own plan, in its order. */
  readonly measures: readonly Measure[];
  /** Carried tasks for which the plan proposes nothing. */
  readonly withoutMeasure: readonly string[];
}
