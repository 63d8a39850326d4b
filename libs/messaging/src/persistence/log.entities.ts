import { Check, Column, Entity, Index, PrimaryColumn, PrimaryGeneratedColumn, Unique } from 'typeorm';

/** A service's events, append-only: outbox, audit trail and source of every rebuild at once. */
@Entity('event_log')
@Check('event_log_slot', 'slot = (get_byte(uuid_send(aggregate_id), 15) & 63)')
@Unique('event_log_id', ['id'])
@Unique('event_log_aggregate_version', ['aggregateId', 'aggregateVersion'])
@Index('event_log_slot_position', ['slot', 'position'])
export class EventLog {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'event_log_pkey',
  })
  position!: number;

  @Column('smallint')
  slot!: number;

  @Column('uuid')
  id!: string;

  @Column('text')
  type!: string;

  @Column('smallint')
  version!: number;

  @Column('uuid', { name: 'aggregate_id' })
  aggregateId!: string;

  @Column('integer', { name: 'aggregate_version' })
  aggregateVersion!: number;

  @Column('timestamptz', { name: 'occurred_at' })
  occurredAt!: Date;

  @Column('text')
  actor!: string;

  @Column('text', { name: 'causation_id', nullable: true })
  causationId!: string | null;

  @Column('text', { name: 'correlation_id', nullable: true })
  correlationId!: string | null;

  @Column('text', { nullable: true })
  traceparent!: string | null;

  @Column('json')
  data!: unknown;
}

/** One row: which life of the log this is. Renewed when the database is put back to an earlier state. */
@Entity('event_log_epoch')
export class EventLogEpoch {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'event_log_epoch_pkey' })
  epoch!: string;
}

/** Per slot, the last event that was cut off the log: the `prev` of the next one. No row while nothing was cut. */
@Entity('event_log_floor')
export class EventLogFloor {
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'event_log_floor_pkey' })
  slot!: number;

  @Column('bigint')
  position!: number;

  @Column('uuid', { name: 'event_id' })
  eventId!: string;

  /** How many events of the slot were cut, for the relay's recount. */
  @Column('bigint')
  events!: number;
}

/** One row: the last position that is known to be in Kafka, and how many events of each slot were sent up to it. */
@Entity('relay_cursor')
@Check('relay_cursor_one_row', 'single_row')
export class RelayCursorRow {
  @PrimaryColumn('boolean', { name: 'single_row', default: true, primaryKeyConstraintName: 'relay_cursor_pkey' })
  singleRow!: boolean;

  @Column('bigint', { default: 0 })
  cursor!: number;

  @Column('bigint', { array: true })
  sent!: number[];
}

/** One row: the relay that is active, on the database's clock. */
@Entity('relay_lease')
@Check('relay_lease_one_row', 'single_row')
export class RelayLeaseRow {
  @PrimaryColumn('boolean', { name: 'single_row', default: true, primaryKeyConstraintName: 'relay_lease_pkey' })
  singleRow!: boolean;

  @Column('text', { nullable: true })
  holder!: string | null;

  @Column('timestamptz', { name: 'expires_at', nullable: true })
  expiresAt!: Date | null;
}
