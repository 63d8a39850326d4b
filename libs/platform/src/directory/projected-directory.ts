import { Injectable } from '@nestjs/common';
import type { AccountState, CalendarState, GroupState, Role, UnitState } from '#contracts';
import { WorkingDays, type LocalDate } from '#kernel';
import type { Queryable } from '#messaging';
import { Database } from '../database/database.js';
import { Gathered } from '../database/gathered.js';
import { Directory } from './directory.js';
import { membersOn } from './members-on.js';

/** The directory of a service that learned it from departments' events. */
@Injectable()
export class ProjectedDirectory extends Directory {
  /** Every request asks for one. */
  private readonly accounts = new Gathered<string, AccountState | null>({
    run: (accountIds) => this.findAccounts(accountIds),
    most: 64,
  });

  constructor(private readonly database: Database) {
    super();
  }

  account(accountId: string): Promise<AccountState | null> {
    return this.accounts.ask(accountId);
  }

  private async findAccounts(accountIds: readonly string[]): Promise<(AccountState | null)[]> {
    const { rows } = await this.database.query<{ state: AccountState }>(
      { name: 'directory-accounts', text: 'SELECT state FROM directory_account WHERE account_id = ANY ($1::uuid[])' },
      [[...new Set(accountIds)]],
    );
    const known = new Map(rows.map(({ state }) => [state.accountId, state]));
    return accountIds.map((accountId) => known.get(accountId) ?? null);
  }

  async unit(unitId: string, on?: Queryable): Promise<UnitState | null> {
    return (await this.units([unitId], on)).get(unitId) ?? null;
  }

  async units(unitIds: readonly string[], on: Queryable = this.database): Promise<Map<string, UnitState>> {
    const { rows } = await on.query<{ state: UnitState }>(
      { name: 'directory-units', text: 'SELECT state FROM directory_unit WHERE unit_id = ANY ($1::uuid[])' },
      [unitIds],
    );
    return new Map(rows.map(({ state }) => [state.unitId, state]));
  }

  async group(groupId: string, on?: Queryable): Promise<GroupState | null> {
    return (await this.groups([groupId], on)).get(groupId) ?? null;
  }

  async groups(groupIds: readonly string[], on: Queryable = this.database): Promise<Map<string, GroupState>> {
    const { rows } = await on.query<{ state: GroupState }>(
      { name: 'directory-groups', text: 'SELECT state FROM directory_group WHERE group_id = ANY ($1::uuid[])' },
      [groupIds],
    );
    return new Map(rows.map(({ state }) => [state.groupId, state]));
  }

  async membersOf(groupId: string, day: LocalDate, on?: Queryable): Promise<string[]> {
    const group = await this.group(groupId, on);
    return group ? membersOn(group, day) : [];
  }

  async accountsOf(unitId: string, roles: readonly Role[]): Promise<AccountState[]> {
    const { rows } = await this.database.query<{ state: AccountState }>(
      {
        name: 'directory-accounts-of',
        text: 'SELECT state FROM directory_account WHERE unit_id = $1 AND roles && $2::text[] AND NOT disabled ORDER BY account_id',
      },
      [unitId, roles],
    );
    return rows.map(({ state }) => state);
  }

  async workingDays(): Promise<WorkingDays> {
    const { rows } = await this.database.query<{ state: CalendarState }>({
      name: 'directory-calendars',
      text: 'SELECT state FROM directory_calendar ORDER BY year',
    });
    return new WorkingDays(rows.flatMap(({ state }) => state.days));
  }
}
