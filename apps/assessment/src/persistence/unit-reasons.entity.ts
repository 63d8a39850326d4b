import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import type { ItemReasons } from '../domain/scoring/unit-reasons.js';
import { UnitResultEntity } from './unit-result.entity.js';

/** Why a unit lost its marks, kept from the day on which publication is asked for. Frozen (trigger `frozen`). */
@Entity('unit_reasons')
export class UnitReasonsEntity {
  @PrimaryColumn('uuid', { name: 'assessment_id', primaryKeyConstraintName: 'PK_unit_reasons' })
  assessmentId!: string;

  @PrimaryColumn('uuid', { name: 'unit_id', primaryKeyConstraintName: 'PK_unit_reasons' })
  unitId!: string;

  @ManyToOne(() => UnitResultEntity)
  @JoinColumn([
    { name: 'assessment_id', foreignKeyConstraintName: 'FK_unit_reasons_result' },
    { name: 'unit_id', foreignKeyConstraintName: 'FK_unit_reasons_result' },
  ])
  result!: Relation<UnitResultEntity>;

  @Column('json')
  reasons!: ItemReasons[];
}
