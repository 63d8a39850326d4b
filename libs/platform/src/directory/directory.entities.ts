import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { AccountState, CalendarState, GroupState, UnitState } from '#contracts';

/** Units as departments' events tell them. */
@Entity('directory_unit')
export class DirectoryUnitEntity {
  @PrimaryColumn('uuid', { name: 'unit_id' })
  unitId!: string;

  @Column('text')
  name!: string;

  @Column('text')
  kind!: string;

  @Column('uuid', { name: 'superior_id', nullable: true })
  superiorId!: string | null;

  @Column('uuid', { name: 'seat_unit_id', nullable: true })
  seatUnitId!: string | null;

  @Column('boolean')
  scorable!: boolean;

  @Column('jsonb')
  state!: UnitState;
}

/** Groups as departments' events tell them. */
@Entity('directory_group')
export class DirectoryGroupEntity {
  @PrimaryColumn('uuid', { name: 'group_id' })
  groupId!: string;

  @Column('text')
  name!: string;

  @Column('jsonb')
  state!: GroupState;
}

/** Accounts as departments' events tell them; no password ever leaves departments. */
@Entity('directory_account')
@Index('directory_account_unit', ['unitId'])
export class DirectoryAccountEntity {
  @PrimaryColumn('uuid', { name: 'account_id' })
  accountId!: string;

  @Column('uuid', { name: 'unit_id' })
  unitId!: string;

  @Column('text', { array: true })
  roles!: string[];

  @Column('boolean')
  disabled!: boolean;

  @Column('jsonb')
  state!: AccountState;
}

/** The arrangement in force of each year. */
@Entity('directory_calendar')
export class DirectoryCalendarEntity {
  @PrimaryColumn('integer')
  year!: number;

  @Column('integer')
  revision!: number;

  @Column('jsonb')
  state!: CalendarState;
}

/** The clock of a demonstration, so that a restart finds it where it stood. */
@Entity('directory_clock')
export class DirectoryClockEntity {
  @PrimaryColumn('boolean', { default: true })
  one!: boolean;

  @Column('timestamptz')
  now!: Date;
}

export const directoryEntities = [
  DirectoryUnitEntity,
  DirectoryGroupEntity,
  DirectoryAccountEntity,
  DirectoryCalendarEntity,
  DirectoryClockEntity,
];
