import { Check, Column, Entity, PrimaryColumn, Unique } from 'typeorm';
import type { PlanState } from '#contracts';

/** A plan of a leading group, run by one office. */
@Entity('plan')
@Unique('plan_document_number', ['documentNumber'])
@Check('plan_issued_has_date', `(phase = 'ISSUED') = (issued_at IS NOT NULL)`)
export class PlanEntity {
  @PrimaryColumn('uuid', { name: 'plan_id' })
  planId!: string;

  @Column('integer')
  version!: number;

  @Column('text')
  title!: string;

  @Column('text', { name: 'document_number' })
  documentNumber!: string;

  @Column('uuid', { name: 'issuer_unit_id' })
  issuerUnitId!: string;

  @Column('uuid', { name: 'office_unit_id' })
  officeUnitId!: string;

  @Column('uuid', { name: 'member_group_id' })
  memberGroupId!: string;

  @Column('date', { name: 'adopted_on' })
  adoptedOn!: string;

  @Column('date', { name: 'published_on', nullable: true })
  publishedOn!: string | null;

  @Column('jsonb')
  recipients!: PlanState['recipients'];

  @Column('text')
  notice!: string;

  @Column('jsonb')
  sections!: PlanState['sections'];

  @Column('text')
  phase!: string;

  @Column('timestamptz', { name: 'issued_at', nullable: true })
  issuedAt!: Date | null;

  @Column('uuid', { name: 'issue_requested_by', nullable: true })
  issueRequestedBy!: string | null;

  @Column('text', { name: 'refusal_reason' })
  refusalReason!: string;

  @Column('jsonb')
  aspects!: PlanState['aspects'];

  @Column('integer', { default: 0 })
  tasks!: number;

  @Column('integer', { name: 'plan_text_tasks', default: 0 })
  planTextTasks!: number;
}
