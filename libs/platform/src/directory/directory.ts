import type { AccountState, GroupState, Role, UnitState } from '#contracts';
import type { LocalDate, WorkingDays } from '#kernel';
import type { Queryable } from '#messaging';

/**
 * What a service knows of units, people and working days. Departments answers from its own tables, others from its events.
 * Whoever reads in a transaction hands it over as `on`: a second connection may be held by one who waits in the same way.
 */
export abstract class Directory {
  abstract account(accountId: string): Promise<AccountState | null>;
  abstract unit(unitId: string, on?: Queryable): Promise<UnitState | null>;
  /** The known ones of `unitIds`. */
  abstract units(unitIds: readonly string[], on?: Queryable): Promise<Map<string, UnitState>>;
  abstract group(groupId: string, on?: Queryable): Promise<GroupState | null>;
  /** The known ones of `groupIds`. */
  abstract groups(groupIds: readonly string[], on?: Queryable): Promise<Map<string, GroupState>>;
  /** Members of a group on a day, in the order of the register. */
  abstract membersOf(groupId: string, day: LocalDate, on?: Queryable): Promise<string[]>;
  /** Accounts in use of a unit that hold any of `roles`. */
  abstract accountsOf(unitId: string, roles: readonly Role[]): Promise<AccountState[]>;
  abstract workingDays(): Promise<WorkingDays>;
}
