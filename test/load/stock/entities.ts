import { Column, Entity, Index, PrimaryColumn, PrimaryGeneratedColumn, VersionColumn } from 'typeorm';

/**
 * The rows of the hot path as a TypeORM application would have them: named as in the product, so that its figures are taken
 * with the same statements, and with the columns that these commands and consumers write.
 */
@Entity({ schema: 'tasks', name: 'assignment' })
export class Assignment {
  @PrimaryColumn('uuid', { name: 'assignment_id' })
  assignmentId!: string;

  @Column('uuid', { name: 'task_id' })
  taskId!: string;

  @Column('uuid', { name: 'unit_id' })
  unitId!: string;

  @Column('text')
  phase!: string;

  @Column('integer')
  progress!: number;

  @Column('timestamptz', { name: 'accepted_at', nullable: true })
  acceptedAt!: Date | null;

  @Column('timestamptz', { name: 'last_reported_at', nullable: true })
  lastReportedAt!: Date | null;

  @VersionColumn()
  version!: number;
}

@Entity({ schema: 'tasks', name: 'progress_report' })
export class ProgressReport {
  @PrimaryGeneratedColumn('uuid', { name: 'report_id' })
  reportId!: string;

  @Column('uuid', { name: 'assignment_id' })
  @Index()
  assignmentId!: string;

  @Column('timestamptz', { name: 'reported_at' })
  reportedAt!: Date;

  @Column('integer')
  progress!: number;

  @Column('text')
  text!: string;
}

@Entity({ schema: 'tasks', name: 'cockpit_assignment' })
export class CockpitAssignment {
  @PrimaryColumn('uuid', { name: 'assignment_id' })
  assignmentId!: string;

  @Column('uuid', { name: 'task_id' })
  @Index()
  taskId!: string;

  @Column('uuid', { name: 'unit_id' })
  unitId!: string;

  @Column('text')
  phase!: string;

  @Column('integer')
  progress!: number;
}

@Entity({ schema: 'assessment', name: 'assignment_record' })
export class AssignmentRecord {
  @PrimaryColumn('uuid', { name: 'assignment_id' })
  assignmentId!: string;

  @PrimaryColumn('text')
  kind!: string;

  @Column('uuid', { name: 'task_id' })
  taskId!: string;

  @Column('uuid', { name: 'unit_id' })
  @Index()
  unitId!: string;

  @Column('timestamptz', { name: 'occurred_at' })
  occurredAt!: Date;
}

@Entity({ schema: 'notifications', name: 'watched_assignment' })
export class WatchedAssignment {
  @PrimaryColumn('uuid', { name: 'assignment_id' })
  assignmentId!: string;

  @Column('uuid', { name: 'task_id' })
  taskId!: string;

  @Column('text')
  phase!: string;

  @Column('integer')
  progress!: number;
}

@Entity({ schema: 'notifications', name: 'timetable_entry' })
export class TimetableEntry {
  @PrimaryColumn('uuid', { name: 'assignment_id' })
  assignmentId!: string;

  @PrimaryColumn('text')
  rule!: string;

  @Column('text')
  state!: string;
}

export const ENTITIES = [
  Assignment,
  ProgressReport,
  CockpitAssignment,
  AssignmentRecord,
  WatchedAssignment,
  TimetableEntry,
];
