import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** What is counted of assignments, once by the aspects of a plan and once by units (`cockpit-counts.ts`). */
abstract class Counts {
  /** The plan in a row by aspect; in a row by unit what the plans that the same people see have in common. */
  @PrimaryColumn('uuid', { name: 'scope_id' })
  scopeId!: string;

  /** 0 in a row by unit. */
  @PrimaryColumn('integer', { name: 'aspect_no' })
  aspectNo!: number;

  /** The nil id in a row by aspect. */
  @PrimaryColumn('uuid', { name: 'unit_id' })
  unitId!: string;

  @Column('integer')
  red!: number;

  @Column('integer')
  yellow!: number;

  @Column('integer')
  green!: number;

  @Column('integer')
  grey!: number;

  @Column('integer')
  blue!: number;

  @Column('integer')
  overdue!: number;

  @Column('integer', { name: 'red_unsigned' })
  redUnsigned!: number;

  @Column('integer', { name: 'yellow_unsigned' })
  yellowUnsigned!: number;

  @Column('integer', { name: 'green_unsigned' })
  greenUnsigned!: number;

  @Column('integer', { name: 'grey_unsigned' })
  greyUnsigned!: number;
}

/** How many assignments stand how: without what came on dates that are still in `cockpit_date`. */
@Entity('cockpit_count')
export class CockpitCountEntity extends Counts {}

/** What a date changes by itself, as differences to the counts: lights change and deadlines pass at midnight. */
@Entity('cockpit_date')
@Index('cockpit_date_due', ['changesOn'])
export class CockpitDateEntity extends Counts {
  @PrimaryColumn('date', { name: 'changes_on' })
  changesOn!: string;
}
