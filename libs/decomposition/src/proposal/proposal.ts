import type { LocalDate } from '#kernel';
import type { ReasonName } from '../coverage/reasons.js';
import type { Indicator } from '../indicators/indicators.js';
import type { Role } from '../notes/note.js';
import type { TaskKind } from '../tasks/draft.js';
import type { Cycle } from '../times/cycles.js';
import type { TimeKind } from '../times/kinds.js';
import type { Relative } from '../times/relative.js';
import type { Resolution } from '../units/resolve.js';
import type { Field } from './reasons.js';

/** What a paper is understood to ask: a proposal, to be checked by a person before it is issued. */
export interface Proposal {
  readonly head: PaperHead;
  readonly tasks: readonly ProposedTask[];
  /** Every sentence of the paper, in order. */
  readonly sentences: readonly Sentence[];
  readonly coverage: Coverage;
}

export interface PaperHead {
  readonly documentNumber: string;
  /** The title of the paper that is sent, and that of the plan where the paper only encloses it. */
  readonly title: string;
  readonly planTitle: string;
  readonly issuer: string;
  readonly recipients: readonly string[];
  readonly issuedOn?: LocalDate;
}

export interface ProposedTask {
  /** Unique within the proposal. */
  readonly key: string;
  /** As the paper counts it. */
  readonly no: string;
  readonly kind: TaskKind;
  /** Key of the task whose measure it is. */
  readonly parent?: string;
  /** Key of the task that names the same work elsewhere in the paper and says something else of it. */
  readonly twin?: string;
  readonly section: string;
  readonly subsection: string;
  readonly domain: string;
  /** The task of a superior paper that it carries out, as a column of its table says. */
  readonly upper?: string;
  readonly title: string;
  readonly text: Field<string>;
  /** The responsibility note verbatim, without its brackets. */
  readonly note: string;
  /** Name of the form of the note, or of what named the units instead. */
  readonly form: string;
  readonly units: Field<readonly ProposedUnit[]>;
  /** Verbatim names; empty where the paper names no lead. */
  readonly lead: Field<readonly string[]>;
  readonly deadline: Field<Deadline>;
  /** Dates that are not the deadline, and all of them where there are several. */
  readonly times: readonly ProposedTime[];
  readonly indicators: readonly Indicator[];
  readonly people: readonly string[];
  /** Ids of the sentences that it comes from. */
  readonly sentences: readonly number[];
}

export interface ProposedUnit {
  /** Verbatim. */
  readonly name: string;
  /** Full reading of an ellipsis: 甲州市人民政府 in 「甲州市、乙州市人民政府」. */
  readonly reading?: string;
  readonly role: Role;
  readonly group: boolean;
  /** Whether a rule of the whole paper adds it. */
  readonly addedByRule: boolean;
  readonly resolution: Resolution;
}

export interface Deadline {
  /** Verbatim; several joined by 「；」; empty for none. */
  readonly raw: string;
  /** The last of them as a date. */
  readonly due?: LocalDate;
  readonly continuing: boolean;
  /** With more than one date each is a stage; so is a limit in the text that is counted from the paper (印发后30日内). */
  readonly milestones: readonly { readonly raw: string; readonly due?: LocalDate; readonly text: string }[];
}

export interface ProposedTime {
  readonly raw: string;
  readonly kind: TimeKind;
  readonly rule: string;
  readonly start?: LocalDate;
  /** Of a relative limit: as counted from the date of the paper, where that is known. */
  readonly due?: LocalDate;
  readonly impossible: boolean;
  readonly cycle?: Cycle;
  readonly relative?: Relative;
}

/** Where a stretch of the paper stands: offsets are into the text of the paragraph or cell. */
export interface SentencePlace {
  /** Index of the block; footnotes count on behind the last block. */
  readonly block: number;
  readonly cell?: { readonly row: number; readonly index: number };
  readonly from: number;
  readonly to: number;
  /** The same for people, as far as the file tells. */
  readonly shown?: ShownPlace;
}

/** Where a person finds it in the file. Everything is counted from 1. */
export interface ShownPlace {
  readonly page?: number;
  /** A sheet or a text box. */
  readonly part?: string;
  /** Paragraphs with text, and tables, each as the paper has them in a row. */
  readonly paragraph?: number;
  readonly table?: number;
  /** In its table, or where the file is a workbook, in the sheet. */
  readonly row?: number;
  readonly cell?: number;
  /** The mark of the footnote. */
  readonly footnote?: string;
}

export type SentenceState =
  | { readonly state: 'task'; readonly tasks: readonly string[] }
  | { readonly state: 'not-actionable'; readonly reason: ReasonName }
  | { readonly state: 'open' };

export type Sentence = { readonly id: number; readonly text: string; readonly place: SentencePlace } & SentenceState;

export interface Coverage {
  readonly sentences: number;
  readonly inTasks: number;
  readonly notActionable: number;
  readonly open: number;
}
