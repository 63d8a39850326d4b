import { Check, Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
import type { UnitState } from '#contracts';

/** The register of units. */
@Entity('unit')
@Unique('unit_name', ['name'])
@Check('unit_superior_is_another', 'superior_id <> unit_id')
@Check('unit_seat_is_another', 'seat_unit_id <> unit_id')
export class UnitEntity {
  @PrimaryColumn('uuid', { name: 'unit_id' })
  unitId!: string;

  @Column('integer')
  version!: number;

  @Column('text')
  name!: string;

  @Column('text')
  kind!: string;

  @Column('uuid', { name: 'superior_id', nullable: true })
  @ForeignKey(() => UnitEntity, { name: 'unit_superior' })
  superiorId!: string | null;

  @Column('uuid', { name: 'seat_unit_id', nullable: true })
  @ForeignKey(() => UnitEntity, { name: 'unit_seat' })
  seatUnitId!: string | null;

  @Column('boolean')
  scorable!: boolean;

  @Column('jsonb')
  aliases!: UnitState['aliases'];

  @Column('text')
  origin!: string;
}
