import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { AssignmentEntity } from './assignment.entity.js';
import { DraftEntity } from './draft.entities.js';

/** A measure of a unit's own plan, with the part that it is for. */
@Entity('measure')
@Index('measure_of_assignment', ['assignmentId', 'measureId'])
@Check('measure_done_has_date', `(phase = 'DONE') = (done_at IS NOT NULL)`)
export class MeasureEntity {
  @PrimaryColumn('uuid', { name: 'measure_id' })
  measureId!: string;

  @Column('integer')
  version!: number;

  @Column('uuid', { name: 'plan_id' })
  planId!: string;

  @Column('uuid', { name: 'task_id' })
  taskId!: string;

  @Column('uuid', { name: 'assignment_id' })
  @ForeignKey(() => AssignmentEntity, { name: 'measure_assignment' })
  assignmentId!: string;

  @Column('uuid', { name: 'unit_id' })
  unitId!: string;

  @Column('uuid', { name: 'draft_id' })
  @ForeignKey(() => DraftEntity, { name: 'measure_draft' })
  draftId!: string;

  @Column('text')
  no!: string;

  @Column('text')
  title!: string;

  @Column('text')
  text!: string;

  @Column('text')
  owner!: string;

  @Column('date', { nullable: true })
  deadline!: string | null;

  @Column('text')
  phase!: string;

  @Column('timestamptz', { name: 'adopted_at' })
  adoptedAt!: Date;

  @Column('timestamptz', { name: 'done_at', nullable: true })
  doneAt!: Date | null;
}
