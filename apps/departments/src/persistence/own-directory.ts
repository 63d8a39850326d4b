import { Injectable } from '@nestjs/common';
import type { AccountState, CalendarState, GroupState, Role, UnitState } from '#contracts';
import { WorkingDays, type LocalDate } from '#kernel';
import type { Queryable } from '#messaging';
import { Database, Directory } from '#platform';
import { membersOn } from '../domain/group.js';
import { ACCOUNT_COLUMNS, type VersionedAccount } from './accounts.js';
import { CALENDAR_COLUMNS } from './calendars.js';
import { GROUP_COLUMNS, type VersionedGroup } from './groups.js';
import { UNIT_COLUMNS, type VersionedUnit } from './units.js';

/** The directory read from the register itself: this service owns it and keeps no copy. */
@Injectable()
export class OwnDirectory extends Directory {
  constructor(private readonly database: Database) {
    super();
  }

  async account(accountId: string): Promise<AccountState | null> {
    const text = `SELECT ${ACCOUNT_COLUMNS} FROM account WHERE account_id = $1`;
    const { rows } = await this.database.query<VersionedAccount>({ name: 'directory-account', text }, [accountId]);
    return rows[0]?.account ?? null;
  }

  async unit(unitId: string, on?: Queryable): Promise<UnitState | null> {
    return (await this.units([unitId], on)).get(unitId) ?? null;
  }

  async units(unitIds: readonly string[], on: Queryable = this.database): Promise<Map<string, UnitState>> {
    const text = `SELECT ${UNIT_COLUMNS} FROM unit WHERE unit_id = ANY ($1::uuid[])`;
    const { rows } = await on.query<VersionedUnit>({ name: 'directory-units', text }, [unitIds]);
    return new Map(rows.map(({ unit }) => [unit.unitId, unit]));
  }

  async group(groupId: string, on?: Queryable): Promise<GroupState | null> {
    return (await this.groups([groupId], on)).get(groupId) ?? null;
  }

  async groups(groupIds: readonly string[], on: Queryable = this.database): Promise<Map<string, GroupState>> {
    const text = `SELECT ${GROUP_COLUMNS} FROM unit_group g WHERE g.group_id = ANY ($1::uuid[])`;
    const { rows } = await on.query<VersionedGroup>({ name: 'directory-groups', text }, [groupIds]);
    return new Map(rows.map(({ group }) => [group.groupId, group]));
  }

  async membersOf(groupId: string, day: LocalDate, on?: Queryable): Promise<string[]> {
    return membersOn((await this.group(groupId, on))?.members ?? [], day);
  }

  async accountsOf(unitId: string, roles: readonly Role[]): Promise<AccountState[]> {
    const text = `SELECT ${ACCOUNT_COLUMNS} FROM account
      WHERE unit_id = $1 AND roles && $2::text[] AND NOT disabled ORDER BY account_id`;
    const { rows } = await this.database.query<VersionedAccount>({ name: 'directory-accounts-of', text }, [
      unitId,
      roles,
    ]);
    return rows.map(({ account }) => account);
  }

  async workingDays(): Promise<WorkingDays> {
    const text = `SELECT DISTINCT ON (year) ${CALENDAR_COLUMNS} FROM calendar_revision ORDER BY year, revision DESC`;
    const { rows } = await this.database.query<{ calendar: CalendarState }>({ name: 'directory-calendars', text });
    return new WorkingDays(rows.flatMap(({ calendar }) => calendar.days));
  }
}
