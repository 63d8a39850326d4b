import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { CalendarState } from '#contracts';

/** Every arrangement that was ever published; the highest revision of a year is in force. */
@Entity('calendar_revision')
export class CalendarRevisionEntity {
  @PrimaryColumn('integer')
  year!: number;

  @PrimaryColumn('integer')
  revision!: number;

  @Column('boolean')
  provisional!: boolean;

  @Column('text')
  origin!: string;

  @Column('jsonb')
  days!: CalendarState['days'];

  @Column('timestamptz', { name: 'published_at' })
  publishedAt!: Date;
}
