import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { ReminderRule } from '#contracts';
import type { EntryState } from '../domain/timetable.js';

/** When which reminder falls due. May be rebuilt from the events: decisions are kept in `reminder`, never here. */
@Entity('timetable_entry')
@Index('timetable_entry_due', ['dueAt', 'assignmentId', 'rule'], { where: `state = 'PLANNED' AND NOT decided` })
@Index('timetable_entry_unit', ['unitId', 'dueAt'])
@Index('timetable_entry_basis', ['basis'], { where: `state = 'PLANNED'` })
export class TimetableEntryEntity {
  @PrimaryColumn('uuid', { name: 'assignment_id' })
  assignmentId!: string;

  @PrimaryColumn('text')
  rule!: ReminderRule;

  @PrimaryColumn('date', { name: 'anchor_on' })
  anchorOn!: string;

  @Column('uuid', { name: 'task_id' })
  taskId!: string;

  @Column('uuid', { name: 'unit_id' })
  unitId!: string;

  @Column('date', { name: 'due_on' })
  dueOn!: string;

  @Column('timestamptz', { name: 'due_at' })
  dueAt!: Date;

  @Column('text', { name: 'moved_because', nullable: true })
  movedBecause!: string | null;

  @Column('text')
  state!: EntryState;

  @Column('text', { name: 'state_reason' })
  stateReason!: string;

  @Column('date', { name: 'planned_on' })
  plannedOn!: string;

  /**
   * Whether a sweep has seen that there is a decision in `reminder`: what was decided years ago is not passed again each time.
   * That it is false says nothing; so it is in a table that was just built anew.
   */
  @Column('boolean', { default: false })
  decided!: boolean;

  /** What the due instant was computed with (`Basis.stamp`); another one than today's is computed again before it counts. */
  @Column('text')
  basis!: string;
}
