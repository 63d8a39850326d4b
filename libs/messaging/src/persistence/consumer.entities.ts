import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** One life of a projection: built for a list of types, active, or retired. */
@Entity('projection_generation')
@Check('projection_generation_state', `state IN ('active', 'building', 'retired', 'given-up')`)
@Index('projection_generation_active', ['projection'], { unique: true, where: `(state = 'active'::text)` })
@Index('projection_generation_building', ['projection'], { unique: true, where: `(state = 'building'::text)` })
export class ProjectionGenerationRow {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'projection_generation_pkey' })
  projection!: string;

  @PrimaryColumn('integer', { primaryKeyConstraintName: 'projection_generation_pkey' })
  generation!: number;

  @Column('text')
  source!: string;

  /** Event types that it was built for, sorted. */
  @Column('text', { array: true })
  types!: string[];

  @Column('text')
  /** `retired`: replaced after it was active; `given-up`: it never was. */
  state!: 'active' | 'building' | 'retired' | 'given-up';

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt!: Date;
}

/** The last event of one slot that a generation has dealt with. Moves in the transaction of the effects. */
@Entity('projection_mark')
export class ProjectionMarkRow {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'projection_mark_pkey' })
  projection!: string;

  @PrimaryColumn('integer', { primaryKeyConstraintName: 'projection_mark_pkey' })
  generation!: number;

  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'projection_mark_pkey' })
  slot!: number;

  @Column('bigint', { default: 0 })
  position!: number;

  @Column('uuid', { name: 'event_id', nullable: true })
  eventId!: string | null;

  /** The log's epoch when that event was read. */
  @Column('uuid', { nullable: true })
  epoch!: string | null;
}

/** postgres transport: how far a generation has read its source's log. The row's lock elects the reader. */
@Entity('projection_scan')
export class ProjectionScanRow {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'projection_scan_pkey' })
  projection!: string;

  @PrimaryColumn('integer', { primaryKeyConstraintName: 'projection_scan_pkey' })
  generation!: number;

  @Column('bigint', { default: 0 })
  position!: number;

  @Column('uuid', { name: 'event_id', nullable: true })
  eventId!: string | null;
}

/** An event that a handler refused, or one that came later with the same key. */
@Entity('parked_event')
@Index('parked_event_key', ['projection', 'generation', 'aggregateId'])
export class ParkedEventRow {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'parked_event_pkey' })
  projection!: string;

  @PrimaryColumn('integer', { primaryKeyConstraintName: 'parked_event_pkey' })
  generation!: number;

  @PrimaryColumn('bigint', { primaryKeyConstraintName: 'parked_event_pkey' })
  position!: number;

  @Column('smallint')
  slot!: number;

  @Column('uuid', { name: 'event_id' })
  eventId!: string;

  @Column('uuid', { name: 'aggregate_id' })
  aggregateId!: string;

  /** The whole event as it was read. */
  @Column('json')
  event!: unknown;

  /** Why the handler refused it; null when it only waits behind another. */
  @Column('text', { nullable: true })
  error!: string | null;

  @Column('timestamptz', { name: 'parked_at', default: () => 'now()' })
  parkedAt!: Date;
}

/** An operator's decision that an event is never applied; later generations honour it. */
@Entity('skipped_event')
export class SkippedEventRow {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'skipped_event_pkey' })
  projection!: string;

  @PrimaryColumn('uuid', { name: 'event_id', primaryKeyConstraintName: 'skipped_event_pkey' })
  eventId!: string;

  @Column('text')
  reason!: string;

  @Column('text', { name: 'skipped_by' })
  skippedBy!: string;

  @Column('timestamptz', { name: 'skipped_at', default: () => 'now()' })
  skippedAt!: Date;
}

/** Attempts at an event whose handler may have killed the process: counted before each, gone after success. */
@Entity('event_attempt')
export class EventAttemptRow {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'event_attempt_pkey' })
  projection!: string;

  @PrimaryColumn('integer', { primaryKeyConstraintName: 'event_attempt_pkey' })
  generation!: number;

  @PrimaryColumn('uuid', { name: 'event_id', primaryKeyConstraintName: 'event_attempt_pkey' })
  eventId!: string;

  @Column('integer')
  attempts!: number;
}

/** What a projection with effects outside its tables has acted on, to name it when the source is restored. */
@Entity('handled_event')
export class HandledEventRow {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'handled_event_pkey' })
  projection!: string;

  @PrimaryColumn('uuid', { name: 'event_id', primaryKeyConstraintName: 'handled_event_pkey' })
  eventId!: string;

  @Column('bigint')
  position!: number;

  @Column('text')
  type!: string;

  @Column('uuid', { name: 'aggregate_id' })
  aggregateId!: string;
}
