import type { AccountState, GroupState, Role, UnitState } from '#contracts';
import type { LocalDate, WorkingDays } from '#kernel';

/** What a service knows of units, people and working days. Departments answers from its own tables, others from its events. */
export abstract class Directory {
  abstract account(accountId: string): Promise<AccountState | null>;
  abstract unit(unitId: string): Promise<UnitState | null>;
  /** The known ones of `unitIds`. */
  abstract units(unitIds: readonly string[]): Promise<Map<string, UnitState>>;
  abstract group(groupId: string): Promise<GroupState | null>;
  /** Members of a group on a day, in the order of the register. */
  abstract membersOf(groupId: string, on: LocalDate): Promise<string[]>;
  /** Accounts in use of a unit that hold any of `roles`. */
  abstract accountsOf(unitId: string, roles: readonly Role[]): Promise<AccountState[]>;
  abstract workingDays(): Promise<WorkingDays>;
}
