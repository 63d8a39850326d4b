import { Check, Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
import { UnitEntity } from './unit.entity.js';

/** Groups of units that papers name as one (`group` is a word of SQL). */
@Entity('unit_group')
@Unique('unit_group_name', ['name'])
export class UnitGroupEntity {
  @PrimaryColumn('uuid', { name: 'group_id' })
  groupId!: string;

  @Column('integer')
  version!: number;

  @Column('text')
  name!: string;

  @Column('text', { array: true })
  aliases!: string[];

  @Column('text')
  origin!: string;
}

/** Dated memberships; both days count, `to_on` null means still a member. */
@Entity('unit_group_member')
@Check('unit_group_member_dates', 'to_on >= from_on')
export class UnitGroupMemberEntity {
  @PrimaryColumn('uuid', { name: 'group_id' })
  @ForeignKey(() => UnitGroupEntity, { name: 'unit_group_member_group' })
  groupId!: string;

  /** Place in the list as it was handed in: papers order units by rank. */
  @PrimaryColumn('integer')
  place!: number;

  @Column('uuid', { name: 'unit_id' })
  @ForeignKey(() => UnitEntity, { name: 'unit_group_member_unit' })
  unitId!: string;

  @Column('date', { name: 'from_on' })
  fromOn!: string;

  @Column('date', { name: 'to_on', nullable: true })
  toOn!: string | null;
}
