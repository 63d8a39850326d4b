import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { TaskEntity } from './task.entity.js';

const OPEN = `phase NOT IN ('COMPLETED', 'CLOSED')`;
const ENDED = `phase IN ('COMPLETED', 'CLOSED')`;

/** The part of one unit in a task. Written only together with its task's version. */
@Entity('assignment')
@Unique('assignment_unit', ['taskId', 'unitId'])
@Index('assignment_open_of_plan', ['planId', 'taskId'], { where: OPEN })
@Index('assignment_ended_of_plan', ['planId', 'taskId'], { where: ENDED })
@Index('assignment_open_by_deadline', { synchronize: false }) // of an expression, which only the migration can say
@Index('assignment_ended_by_deadline', { synchronize: false })
@Index('assignment_open_of_unit', { synchronize: false })
@Index('assignment_ended_of_unit', { synchronize: false })
@Index('assignment_of_unit', ['unitId', 'planId', 'taskId'])
@Index('assignment_led_by', ['unitId', 'planId', 'taskId'], { where: 'leads' })
@Index('assignment_lit_by', ['lightBasis'], { where: `deadline IS NOT NULL AND ${OPEN}` })
@Index('assignment_to_review', { synchronize: false })
@Index('assignment_to_review_of_unit', ['unitId'], { where: `phase = 'COMPLETION_SUBMITTED'` })
@Check('assignment_progress', 'progress BETWEEN 0 AND 100')
@Check('assignment_waits_unsigned', `phase <> 'ASSIGNED' OR accepted_at IS NULL`)
@Check('assignment_completed_has_date', `(phase = 'COMPLETED') = (completed_at IS NOT NULL)`)
export class AssignmentEntity {
  @PrimaryColumn('uuid', { name: 'assignment_id' })
  assignmentId!: string;

  @Column('uuid', { name: 'task_id' })
  @ForeignKey(() => TaskEntity, { name: 'assignment_task' })
  taskId!: string;

  /** Of its task, which never changes its plan: lists are read in an order of both. */
  @Column('uuid', { name: 'plan_id' })
  planId!: string;

  @Column('uuid', { name: 'unit_id' })
  unitId!: string;

  @Column('text')
  role!: string;

  /** Whether its unit leads the task: by its role, or because the office appointed it. It sees all parts then. */
  @Column('boolean')
  leads!: boolean;

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
