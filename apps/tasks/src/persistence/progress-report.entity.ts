import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { AssignmentEntity } from './assignment.entity.js';

/** A progress report, never changed afterwards. */
@Entity('progress_report')
@Index('progress_report_latest', ['assignmentId', 'taskVersion'])
export class ProgressReportEntity {
  @PrimaryColumn('uuid', { name: 'report_id' })
  reportId!: string;

  @Column('uuid', { name: 'assignment_id' })
  @ForeignKey(() => AssignmentEntity, { name: 'progress_report_assignment' })
  assignmentId!: string;

  /** The version of the task that this report made: its place in the order of reports. */
  @Column('integer', { name: 'task_version' })
  taskVersion!: number;

  @Column('timestamptz', { name: 'reported_at' })
  reportedAt!: Date;

  @Column('uuid', { name: 'reported_by' })
  reportedBy!: string;

  @Column('integer')
  progress!: number;

  @Column('text')
  text!: string;

  @Column('text')
  problems!: string;

  @Column('text', { name: 'next_steps' })
  nextSteps!: string;

  @Column('text', { name: 'needs_coordination' })
  needsCoordination!: string;
}
