import { Check, Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, Unique, type Relation } from 'typeorm';
import type { AssessmentState } from '#contracts';
import { SchemeEntity } from './scheme.entity.js';

/** Computed scores of a class and year, from draft to publication. A published row is frozen (trigger `frozen`). */
@Entity('assessment')
@Unique('assessment_publication', ['officeUnitId', 'year', 'objectClass', 'publication'])
@Check('assessment_published_has_number', `(phase = 'PUBLISHED') = (publication IS NOT NULL)`)
@Check('assessment_decided_by_another', `decided_by <> requested_by`)
export class AssessmentEntity {
  @PrimaryColumn('uuid', { name: 'assessment_id', primaryKeyConstraintName: 'PK_assessment' })
  assessmentId!: string;

  @Column('integer')
  version!: number;

  @ManyToOne(() => SchemeEntity, { nullable: false })
  @JoinColumn({ name: 'scheme_id', foreignKeyConstraintName: 'FK_assessment_scheme' })
  scheme!: Relation<SchemeEntity>;

  /** That of its scheme. */
  @Column('uuid', { name: 'office_unit_id' })
  officeUnitId!: string;

  @Column('integer')
  year!: number;

  @Column('text', { name: 'object_class' })
  objectClass!: AssessmentState['objectClass'];

  @Column('date', { name: 'as_of' })
  asOf!: string;

  @Column('text')
  phase!: AssessmentState['phase'];

  @Column('integer', { nullable: true })
  publication!: number | null;

  @Column('text')
  digest!: string;

  @Column('jsonb')
  unassessed!: AssessmentState['unassessed'];

  @Column('uuid', { name: 'drafted_by' })
  draftedBy!: string;

  @Column('timestamptz', { name: 'drafted_at' })
  draftedAt!: Date;

  @Column('uuid', { name: 'requested_by', nullable: true })
  requestedBy!: string | null;

  @Column('uuid', { name: 'decided_by', nullable: true })
  decidedBy!: string | null;

  /** Why the last request was refused; null once it is asked again. */
  @Column('text', { name: 'refusal_reason', nullable: true })
  refusalReason!: string | null;
}
