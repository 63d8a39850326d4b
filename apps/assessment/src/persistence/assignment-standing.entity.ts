import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/**
 * How each assignment stands when nothing more happens to it, folded from its records and written with them: a class is
 * scored without its records. What is counted is whole in one index, and no row is visited.
 */
@Entity('assignment_standing')
@Index('assignment_standing_counted', [
  'unitId',
  'year',
  'lastOn',
  'planId',
  'happened',
  'returns',
  'neverSignedOn',
  'notCompletedOn',
])
export class AssignmentStandingEntity {
  @PrimaryColumn('uuid', { name: 'assignment_id', primaryKeyConstraintName: 'PK_assignment_standing' })
  assignmentId!: string;

  @Column('uuid', { name: 'plan_id' })
  planId!: string;

  @Column('uuid', { name: 'unit_id' })
  unitId!: string;

  @Column('integer')
  year!: number;

  @Column('date', { name: 'first_on' })
  firstOn!: string;

  @Column('date', { name: 'last_on' })
  lastOn!: string;

  /** The set of facts that hold already; bits as in `KindSet`. */
  @Column('smallint')
  happened!: number;

  /** How often it was sent back. */
  @Column('smallint')
  returns!: number;

  /** From the end of this day on it counts as never signed; null: it never will. */
  @Column('date', { name: 'never_signed_on', nullable: true })
  neverSignedOn!: string | null;

  @Column('date', { name: 'not_completed_on', nullable: true })
  notCompletedOn!: string | null;
}
