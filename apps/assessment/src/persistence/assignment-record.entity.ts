import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { RecordKind } from '../domain/scoring/assignment-record.js';

/** What happened to assignments, read from the tasks service. Rows are only added: the same event adds the same row. */
@Entity('assignment_record')
@Index('assignment_record_unit', ['unitId', 'onDay'])
export class AssignmentRecordEntity {
  @PrimaryColumn('uuid', { name: 'assignment_id', primaryKeyConstraintName: 'PK_assignment_record' })
  assignmentId!: string;

  @PrimaryColumn('uuid', { name: 'event_id', primaryKeyConstraintName: 'PK_assignment_record' })
  eventId!: string;

  @Column('text')
  kind!: RecordKind;

  @Column('uuid', { name: 'task_id' })
  taskId!: string;

  /** Without a foreign key: a task may arrive before the unit that carries it. */
  @Column('uuid', { name: 'unit_id' })
  unitId!: string;

  @Column('integer', { name: 'task_version' })
  taskVersion!: number;

  @Column('date', { name: 'on_day' })
  onDay!: string;

  @Column('date', { name: 'sign_due_on' })
  signDueOn!: string;

  @Column('date', { nullable: true })
  deadline!: string | null;
}
