import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { UnitEntity } from './unit.entity.js';

/** People by unit and role. The password is kept as an argon2id hash and leaves this table never. */
@Entity('account')
@Unique('account_username', ['username'])
@Check('account_has_a_role', 'cardinality(roles) > 0')
export class AccountEntity {
  @PrimaryColumn('uuid', { name: 'account_id' })
  accountId!: string;

  @Column('integer')
  version!: number;

  /** Lower case: `Admin` and `admin` are one person. */
  @Column('text')
  username!: string;

  @Column('text', { name: 'display_name' })
  displayName!: string;

  @Index('account_of_unit')
  @Column('uuid', { name: 'unit_id' })
  @ForeignKey(() => UnitEntity, { name: 'account_unit' })
  unitId!: string;

  @Column('text', { array: true })
  roles!: string[];

  @Column('boolean')
  disabled!: boolean;

  /** Machine time. */
  @Column('timestamptz', { name: 'tokens_valid_from' })
  tokensValidFrom!: Date;

  @Column('boolean')
  sample!: boolean;

  @Column('text', { name: 'password_hash' })
  passwordHash!: string;
}
