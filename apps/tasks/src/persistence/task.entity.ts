import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import type { NamedUnit } from '../domain/named-units.js';
import { PlanEntity } from './plan.entity.js';

/** A task; its version counts the events of the task and of its assignments together. */
@Entity('task')
@Unique('task_no', ['planId', 'no'])
@Index('task_of_plan', ['planId', 'taskId'])
@Index('task_uncarried', ['planId', 'taskId'], { where: `phase = 'REGISTERED'` })
@Check('task_completed_has_date', `(phase = 'COMPLETED') = (completed_at IS NOT NULL)`)
@Check('task_reporter_has_origin', '(reporter_unit_id IS NULL) = (reporter_origin IS NULL)')
export class TaskEntity {
  @PrimaryColumn('uuid', { name: 'task_id' })
  taskId!: string;

  @Column('uuid', { name: 'plan_id' })
  @ForeignKey(() => PlanEntity, { name: 'task_plan' })
  planId!: string;

  @Column('integer')
  version!: number;

  @Column('text')
  no!: string;

  @Column('integer', { name: 'aspect_no' })
  aspectNo!: number;

  @Column('text')
  title!: string;

  @Column('text')
  text!: string;

  @Column('text', { name: 'source_sentence' })
  sourceSentence!: string;

  @Column('text')
  origin!: string;

  @Column('text')
  phase!: string;

  @Column('uuid', { name: 'reporter_unit_id', nullable: true })
  reporterUnitId!: string | null;

  @Column('text', { name: 'reporter_origin', nullable: true })
  reporterOrigin!: string | null;

  @Column('date', { name: 'original_deadline', nullable: true })
  originalDeadline!: string | null;

  @Column('date', { nullable: true })
  deadline!: string | null;

  @Column('timestamptz', { name: 'completed_at', nullable: true })
  completedAt!: Date | null;

  @Column('jsonb', { name: 'named_units' })
  namedUnits!: readonly NamedUnit[];
}
