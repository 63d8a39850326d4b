import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { TaskEntity } from './task.entity.js';

/** A deadline of a task or of one of its units that was set or moved, with the one before it. */
@Entity('deadline_change')
export class DeadlineChangeEntity {
  @PrimaryColumn('uuid', { name: 'task_id' })
  @ForeignKey(() => TaskEntity, { name: 'deadline_change_task' })
  taskId!: string;

  /** The version of the task that this change made. */
  @PrimaryColumn('integer', { name: 'task_version' })
  taskVersion!: number;

  /** The unit whose own deadline it is; null: that of the task. */
  @Column('uuid', { name: 'unit_id', nullable: true })
  unitId!: string | null;

  @Column('date', { name: 'previous_deadline', nullable: true })
  previousDeadline!: string | null;

  @Column('date')
  deadline!: string;

  @Column('text')
  reason!: string;

  @Column('timestamptz', { name: 'changed_at' })
  changedAt!: Date;

  @Column('uuid', { name: 'changed_by' })
  changedBy!: string;
}
