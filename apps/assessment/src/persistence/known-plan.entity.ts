import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Which office runs an issued plan, and which leading group issued it: whose work a fact belongs to. */
@Entity('known_plan')
export class KnownPlanEntity {
  @PrimaryColumn('uuid', { name: 'plan_id', primaryKeyConstraintName: 'PK_known_plan' })
  planId!: string;

  @Column('uuid', { name: 'office_unit_id' })
  officeUnitId!: string;

  @Column('uuid', { name: 'issuer_unit_id' })
  issuerUnitId!: string;
}
