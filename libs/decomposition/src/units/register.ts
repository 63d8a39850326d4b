import type { LocalDate } from '#kernel';

/** A register of units, as data: what the departments service knows, cut to what a paper can name. */
export interface Register {
  readonly units: readonly RegisteredUnit[];
  readonly groups: readonly RegisteredGroup[];
}

export interface RegisteredUnit {
  readonly unitId: string;
  readonly name: string;
  /** Short forms and former names; both days count, null means without limit. */
  readonly aliases: readonly {
    readonly name: string;
    readonly from: LocalDate | null;
    readonly to: LocalDate | null;
  }[];
}

export interface RegisteredGroup {
  readonly groupId: string;
  readonly name: string;
  readonly aliases: readonly string[];
  readonly members: readonly { readonly unitId: string; readonly from: LocalDate; readonly to: LocalDate | null }[];
}

export const EMPTY_REGISTER: Register = { units: [], groups: [] };
