import type { NamedUnit } from '../units/list.js';

export type Role = 'lead' | 'co' | 'responsible';

/** How a note divides the work among its units; the names are those of the ground truth of the corpus. */
export type NoteForm =
  | 'explicit_lead'
  | 'lead_co'
  | 'lead_co_responsible'
  | 'responsible_only'
  | 'responsible_co'
  | 'responsible_plus_participants'
  | 'huitong'
  | 'labelled_fields'
  | 'bare_list_no_keyword'
  | 'no_units';

export interface NotedUnit extends NamedUnit {
  readonly role: Role;
}

/** What a responsibility note says. */
export interface Note {
  readonly units: readonly NotedUnit[];
  readonly form: NoteForm;
  /** Whether 等 leaves the list open. */
  readonly open: boolean;
  /** What it says about time, verbatim: of a field 完成时限 or of a clause of its own. */
  readonly times: readonly NoteTime[];
  /** People who are named, verbatim. */
  readonly people: readonly string[];
  readonly firstIsLead: boolean;
  /** Whether the rule holds from here to the end of the paper (下同) or for this note. */
  readonly holdsOn: boolean;
  /** Units that this note adds to every task. */
  readonly added: readonly NamedUnit[];
}

export interface NoteTime {
  readonly raw: string;
  /** Whether a field says that this is the limit; a clause only mentions it. */
  readonly labelled: boolean;
}
