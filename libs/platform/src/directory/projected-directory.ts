import { Injectable } from '@nestjs/common';
import type { AccountState, CalendarState, GroupState, Role, UnitState } from '#contracts';
import { WorkingDays, type LocalDate } from '#kernel';
import { Database } from '../database/database.js';
import { Directory } from './directory.js';
import { membersOn } from './members-on.js';

/** The directory of a service that learned it from departments' events. */
@Injectable()
export class ProjectedDirectory extends Directory {
  constructor(private readonly database: Database) {
    super();
  }

  account(accountId: string): Promise<AccountState | null> {
    return this.state(
      { name: 'directory-account', text: 'SELECT state FROM directory_account WHERE account_id = $1' },
      [accountId],
    );
  }

  unit(unitId: string): Promise<UnitState | null> {
    return this.state({ name: 'directory-unit', text: 'SELECT state FROM directory_unit WHERE unit_id = $1' }, [
      unitId,
    ]);
  }

  async units(unitIds: readonly string[]): Promise<Map<string, UnitState>> {
    const { rows } = await this.database.query<{ state: UnitState }>(
      { name: 'directory-units', text: 'SELECT state FROM directory_unit WHERE unit_id = ANY ($1::uuid[])' },
      [unitIds],
    );
    return new Map(rows.map(({ state }) => [state.unitId, state]));
  }

  group(groupId: string): Promise<GroupState | null> {
    return this.state({ name: 'directory-group', text: 'SELECT state FROM directory_group WHERE group_id = $1' }, [
      groupId,
    ]);
  }

  async membersOf(groupId: string, on: LocalDate): Promise<string[]> {
    const group = await this.group(groupId);
    return group ? membersOn(group, on) : [];
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

  private async state<T>(sql: { name: string; text: string }, params: unknown[]): Promise<T | null> {
    const { rows } = await this.database.query<{ state: T }>(sql, params);
    return rows[0]?.state ?? null;
  }
}
