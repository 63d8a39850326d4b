import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { ReminderRule } from '#contracts';
import type { Decision } from '../domain/decision.js';

/** A decision about a reminder. Never changed, never deleted, never rebuilt. */
@Entity('reminder')
@Index('reminder_sent_once_a_day', ['assignmentId', 'rule', 'sentOn'], { unique: true })
@Index('reminder_decided_at', ['decidedAt', 'reminderId'])
@Index('reminder_unit', ['unitId', 'decidedAt', 'reminderId'])
export class ReminderEntity {
  /** Derived from assignment, rule and anchor date (`reminderIdOf`), so that this key alone keeps a second decision out. */
  @PrimaryColumn('uuid', { name: 'reminder_id' })
  reminderId!: string;

  @Column('uuid', { name: 'assignment_id' })
  assignmentId!: string;

  @Column('text')
  rule!: ReminderRule;

  @Column('date', { name: 'anchor_on' })
  anchorOn!: string;

  @Column('uuid', { name: 'task_id' })
  taskId!: string;

  @Column('uuid', { name: 'unit_id' })
  unitId!: string;

  @Column('date', { name: 'due_on' })
  dueOn!: string;

  @Column('text')
  outcome!: Decision['outcome'];

  @Column('text')
  reason!: string;

  /** What its recipients read, without number and title of the task; null when it was suppressed. */
  @Column('text', { nullable: true })
  text!: string | null;

  @Column('timestamptz', { name: 'decided_at' })
  decidedAt!: Date;

  @Column('uuid', { name: 'recipient_account_ids', array: true })
  recipientAccountIds!: string[];

  /** The day it was sent on; null when it was suppressed. Two of one rule for one assignment on one day do not fit. */
  @Column('date', { name: 'sent_on', nullable: true })
  sentOn!: string | null;
}
