import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { TaskEntity } from './task.entity.js';

/** The part of one unit in a task. Written only together with its task's version. */
@Entity('assignment')
@Unique('assignment_unit', ['taskId', 'unitId'])
@Index('assignment_of_unit', ['unitId', 'taskId', 'assignmentId'])
@Index('assignment_by_deadline', { synchronize: false }) // of an expression, which only the migration can say
@Index('assignment_open_by_deadline', { synchronize: false })
@Index('assignment_lit_by', ['lightBasis'], { where: `deadline IS NOT NULL AND phase NOT IN ('COMPLETED', 'CLOSED')` })
@Index('assignment_to_review', ['taskId'], { where: `phase = 'COMPLETION_SUBMITTED'` })
@Check('assignment_progress', 'progress BETWEEN 0 AND 100')
@Check('assignment_waits_unsigned', `phase <> 'ASSIGNED' OR accepted_at IS NULL`)
@Check('assignment_completed_has_date', `(phase = 'COMPLETED') = (completed_at IS NOT NULL)`)
export class AssignmentEntity {
  @PrimaryColumn('uuid', { name: 'assignment_id' })
  assignmentId!: string;

  @Column('uuid', { name: 'task_id' })
  @ForeignKey(() => TaskEntity, { name: 'assignment_task' })
  taskId!: string;

  @Column('uuid', { name: 'unit_id' })
  unitId!: string;

  @Column('text')
  role!: string;

  @Column('text')
  origin!: string;

  @Column('uuid', { name: 'via_group_id', nullable: true })
  viaGroupId!: string | null;

  @Column('text')
  phase!: string;

  @Column('timestamptz', { name: 'assigned_at' })
  assignedAt!: Date;

  @Column('date', { name: 'sign_due_on' })
  signDueOn!: string;

  @Column('timestamptz', { name: 'accepted_at', nullable: true })
  acceptedAt!: Date | null;

  @Column('date', { nullable: true })
  deadline!: string | null;

  @Column('boolean', { name: 'own_deadline' })
  ownDeadline!: boolean;

  @Column('integer')
  progress!: number;

  @Column('timestamptz', { name: 'last_reported_at', nullable: true })
  lastReportedAt!: Date | null;

  @Column('timestamptz', { name: 'completion_submitted_at', nullable: true })
  completionSubmittedAt!: Date | null;

  @Column('text', { name: 'completion_statement' })
  completionStatement!: string;

  @Column('uuid', { name: 'missing_unit_ids', array: true })
  missingUnitIds!: string[];

  @Column('integer')
  returns!: number;

  @Column('text', { name: 'review_opinion' })
  reviewOpinion!: string;

  @Column('timestamptz', { name: 'completed_at', nullable: true })
  completedAt!: Date | null;

  @Column('timestamptz', { name: 'yellow_from', nullable: true })
  yellowFrom!: Date | null;

  @Column('timestamptz', { name: 'red_from', nullable: true })
  redFrom!: Date | null;

  /** Calendar and limits by which the light dates were computed; other ones make them due for a new computation. */
  @Column('text', { name: 'light_basis' })
  lightBasis!: string;
}
