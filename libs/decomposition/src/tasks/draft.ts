import type { OutlineNode } from '../outline/outline.js';
import type { FoundNote } from '../notes/find.js';
import type { Note } from '../notes/note.js';
import type { Span } from '../text/line.js';
import type { NamedUnit } from '../units/list.js';

export type TaskKind = 'task' | 'measure' | 'indicator';

/** How the text of a task was told from what stands around it; named in the reasons of its confidence. */
export type Origin =
  | 'note' // a responsibility note closes it
  | 'lifted-note' // the note stands behind the last of its items
  | 'heading-note' // its heading names the units
  | 'unit-heading' // its heading is a unit
  | 'no-note' // an item among others, nobody is named
  | 'table-row';

/** A task as found in the paper; units, times and indicators are read later. */
export interface Draft {
  readonly kind: TaskKind;
  readonly origin: Origin;
  /** Index of the part it stands in. */
  readonly part: number;
  /** The item it was found in; absent in a table and in a paper without numbers. */
  readonly node?: OutlineNode;
  readonly number: string;
  readonly parent?: Draft;
  readonly section: string;
  readonly subsection: string;
  readonly title: string;
  /** Text without notes; the title stands in it where both are in one line. */
  readonly text: readonly Span[];
  /** Title on a line of its own. */
  readonly titleLine?: Span;
  readonly notes: readonly FoundNote[];
  /** Notes that the columns of a table make, and what their cells say verbatim. */
  readonly columnNotes: readonly ColumnNote[];
  readonly headUnits: readonly NamedUnit[];
  /** What the target column of an indicator says. */
  readonly targets: readonly Target[];
  /** Cells of other measures of the row, which may say how much: 成果形式. */
  readonly beside: readonly string[];
  readonly domain: string;
  /** What a column says of the task of another paper that the row carries out. */
  readonly upper: string;
}

/** Where a note stands; one in a footnote stands there and where the text refers to it. */
export function spansOfNote({ span, inner }: FoundNote): Span[] {
  return inner.line === span.line ? [span] : [span, inner];
}

export interface ColumnNote {
  readonly note: Note;
  readonly raw: string;
}

export interface Target {
  /** The head of the column, which names the year. */
  readonly head: string;
  readonly raw: string;
  readonly isBase: boolean;
  /** What a column says that it is counted in. */
  readonly measure: string;
}

export const EMPTY = {
  section: '',
  subsection: '',
  notes: [],
  columnNotes: [],
  headUnits: [],
  targets: [],
  beside: [],
  domain: '',
  upper: '',
} as const;
