import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { ReminderRule } from '#contracts';

/** One reminder as it reached one account. It belongs to the unit: whoever leaves the unit no longer sees it. */
@Entity('inbox_entry')
@Index('inbox_entry_once', ['reminderId', 'accountId'], { unique: true })
@Index('inbox_entry_account', ['accountId', 'sentAt', 'entryId'])
export class InboxEntryEntity {
  @PrimaryColumn('uuid', { name: 'entry_id' })
  entryId!: string;

  @Column('uuid', { name: 'account_id' })
  accountId!: string;

  @Column('uuid', { name: 'unit_id' })
  unitId!: string;

  @Column('uuid', { name: 'reminder_id' })
  reminderId!: string;

  @Column('uuid', { name: 'task_id' })
  taskId!: string;

  @Column('text')
  rule!: ReminderRule;

  /** What it says, without number and title of the task. */
  @Column('text')
  text!: string;

  @Column('timestamptz', { name: 'sent_at' })
  sentAt!: Date;

  @Column('date', { name: 'sent_on' })
  sentOn!: string;

  @Column('timestamptz', { name: 'read_at', nullable: true })
  readAt!: Date | null;
}
