import { Column, Entity, PrimaryColumn, Unique } from 'typeorm';
import type { SchemeState } from '#contracts';

/** Adopted schemes. A row is frozen from its first moment (trigger `frozen`); a change is a new revision beside it. */
@Entity('scheme')
@Unique('scheme_revision', ['officeUnitId', 'year', 'objectClass', 'revision'])
export class SchemeEntity {
  @PrimaryColumn('uuid', { name: 'scheme_id', primaryKeyConstraintName: 'PK_scheme' })
  schemeId!: string;

  /** The office that adopted it; what it judges is the work of this office. */
  @Column('uuid', { name: 'office_unit_id' })
  officeUnitId!: string;

  @Column('integer')
  year!: number;

  @Column('text', { name: 'object_class' })
  objectClass!: SchemeState['objectClass'];

  @Column('integer')
  revision!: number;

  @Column('text')
  name!: string;

  @Column('integer', { name: 'full_marks' })
  fullMarks!: number;

  @Column('text')
  origin!: string;

  @Column('jsonb')
  items!: SchemeState['items'];

  @Column('uuid', { name: 'adopted_by' })
  adoptedBy!: string;

  @Column('timestamptz', { name: 'adopted_at' })
  adoptedAt!: Date;
}
