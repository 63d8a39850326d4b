import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** One reminder as it reached one account. It belongs to the unit: whoever leaves the unit no longer sees it. */
@Entity('inbox_entry')
@Index('inbox_entry_newest', ['accountId', 'sentAt', 'reminderId'])
export class InboxEntryEntity {
  @PrimaryColumn('uuid', { name: 'account_id' })
  accountId!: string;

  @PrimaryColumn('uuid', { name: 'reminder_id' })
  reminderId!: string;

  @Column('uuid', { name: 'unit_id' })
  unitId!: string;

  @Column('timestamptz', { name: 'sent_at' })
  sentAt!: Date;

  @Column('timestamptz', { name: 'read_at', nullable: true })
  readAt!: Date | null;
}
