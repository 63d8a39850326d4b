import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** An assignment as the cockpit counts it; made from this service's own events, outside the commands' transactions. */
@Entity('cockpit_assignment')
@Index('cockpit_assignment_task', ['taskId'])
@Index('cockpit_assignment_lit_by', ['lightBasis'], {
  where: `deadline IS NOT NULL AND phase NOT IN ('COMPLETED', 'CLOSED')`,
})
export class CockpitAssignmentEntity {
  @PrimaryColumn('uuid', { name: 'assignment_id' })
  assignmentId!: string;

  @Column('uuid', { name: 'task_id' })
  taskId!: string;

  @Column('uuid', { name: 'plan_id' })
  planId!: string;

  @Column('integer', { name: 'aspect_no' })
  aspectNo!: number;

  @Column('uuid', { name: 'unit_id' })
  unitId!: string;

  @Column('text')
  role!: string;

  @Column('text')
  phase!: string;

  @Column('timestamptz', { name: 'assigned_at' })
  assignedAt!: Date;

  @Column('date', { nullable: true })
  deadline!: string | null;

  @Column('integer')
  progress!: number;

  @Column('timestamptz', { name: 'completion_submitted_at', nullable: true })
  completionSubmittedAt!: Date | null;

  @Column('integer')
  returns!: number;

  @Column('timestamptz', { name: 'yellow_from', nullable: true })
  yellowFrom!: Date | null;

  @Column('timestamptz', { name: 'red_from', nullable: true })
  redFrom!: Date | null;

  @Column('text', { name: 'light_basis' })
  lightBasis!: string;
}
