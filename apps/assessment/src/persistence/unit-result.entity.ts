import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import type { ItemResult } from '#contracts';
import { AssessmentEntity } from './assessment.entity.js';

/** One unit's result in one assessment, a row of its own so that a unit can be shown its own alone. Frozen (trigger `frozen`). */
@Entity('unit_result')
@Index('unit_result_unit', ['unitId'])
export class UnitResultEntity {
  @PrimaryColumn('uuid', { name: 'assessment_id', primaryKeyConstraintName: 'PK_unit_result' })
  assessmentId!: string;

  @PrimaryColumn('uuid', { name: 'unit_id', primaryKeyConstraintName: 'PK_unit_result' })
  unitId!: string;

  @ManyToOne(() => AssessmentEntity)
  @JoinColumn({ name: 'assessment_id', foreignKeyConstraintName: 'FK_unit_result_assessment' })
  assessment!: Relation<AssessmentEntity>;

  @Column('text', { name: 'unit_name' })
  unitName!: string;

  @Column('integer')
  marks!: number;

  @Column('integer', { name: 'out_of' })
  outOf!: number;

  @Column('integer')
  rank!: number;

  @Column('integer')
  obligations!: number;

  /** As text: it is written and read whole. What took the marks is in `unit_reasons`. */
  @Column('json')
  items!: ItemResult[];
}
