import { Column, Entity, PrimaryColumn } from 'typeorm';

/**
 * How many assignments of a plan stand alike, once by aspect and once by unit (`cockpit-counts.ts`): a cockpit over a million
 * assignments adds up thousands of these.
 */
@Entity('cockpit_count')
export class CockpitCountEntity {
  @PrimaryColumn('uuid', { name: 'plan_id' })
  planId!: string;

  /** 0 in a row by unit. */
  @PrimaryColumn('integer', { name: 'aspect_no' })
  aspectNo!: number;

  /** The nil id in a row by aspect. */
  @PrimaryColumn('uuid', { name: 'unit_id' })
  unitId!: string;

  /** ASSIGNED, COMPLETED, CLOSED, or OPEN for all others. */
  @PrimaryColumn('text')
  phase!: string;

  @PrimaryColumn('boolean')
  dated!: boolean;

  /** `infinity`: never, as things stand. */
  @PrimaryColumn('timestamptz', { name: 'yellow_from' })
  yellowFrom!: Date;

  @PrimaryColumn('timestamptz', { name: 'red_from' })
  redFrom!: Date;

  @PrimaryColumn('date', { name: 'overdue_from' })
  overdueFrom!: string;

  /** 0 when all have moved on; such rows are removed from time to time. */
  @Column('integer')
  assignments!: number;
}
