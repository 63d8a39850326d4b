import type { LocalDate } from '#kernel';
import type { Indicator } from '../indicators/indicators.js';
import type { Role } from '../notes/note.js';

/** What a new version of a paper changes, clause by clause, and what follows for the tasks. Tasks are named by their keys. */
export interface Revision {
  /** In the order of the new paper; a removed clause stands behind the one that it followed. */
  readonly clauses: readonly Clause[];
  /** Tasks that ask something else than before: to be issued once more. */
  readonly reissue: readonly Pair[];
  /** Tasks that the new paper adds. */
  readonly issue: readonly string[];
  /** Tasks that the new paper no longer holds. */
  readonly withdraw: readonly string[];
  /** Tasks that keep their history: the same, whatever their number and place. */
  readonly untouched: readonly Pair[];
  /** Ids of sentences outside tasks that only one of the papers holds. */
  readonly outside: { readonly removed: readonly number[]; readonly added: readonly number[] };
}

export interface Pair {
  readonly previous: string;
  readonly next: string;
}

export type Clause = Matched | { readonly change: 'added'; readonly next: string } | Removed;

export interface Matched extends Pair {
  readonly change: 'kept' | 'reworded';
  /** Empty for a clause that is kept. */
  readonly fields: readonly FieldChange[];
  readonly place: readonly PlaceChange[];
  /** How much of the wording is the same, 0 to 1: a low figure asks for a look whether it is the same clause at all. */
  readonly likeness: number;
}

export interface Removed {
  readonly change: 'removed';
  readonly previous: string;
}

export type PlaceChange =
  | 'renumbered'
  | 'moved' // stands elsewhere among the clauses that both papers hold
  | 'other-section'
  | 'other-parent';

export type FieldChange =
  | { readonly field: 'title'; readonly from: string; readonly to: string }
  | ({ readonly field: 'text'; readonly from: string; readonly to: string } & Exchanged<string>)
  | ({ readonly field: 'units' } & Exchanged<string>)
  | { readonly field: 'roles'; readonly changed: readonly RoleChange[] }
  | { readonly field: 'deadline'; readonly from: DueChange; readonly to: DueChange }
  | ({ readonly field: 'milestones' } & Exchanged<string>)
  | ({ readonly field: 'indicators' } & Exchanged<Indicator>);

/** What only the earlier, and what only the later version holds. */
export interface Exchanged<T> {
  readonly removed: readonly T[];
  readonly added: readonly T[];
}

export interface RoleChange {
  readonly name: string;
  readonly from: Role;
  readonly to: Role;
}

export interface DueChange {
  readonly raw: string;
  readonly due?: LocalDate;
}
