import { SLOTS } from '../slots.js';
import { SHADOW_TABLE_FUNCTIONS } from './shadow-table-functions.js';

const LOG = [
  `CREATE TABLE event_log (
    position bigint GENERATED ALWAYS AS IDENTITY (CACHE 1) CONSTRAINT event_log_pkey PRIMARY KEY,
    slot smallint NOT NULL CONSTRAINT event_log_slot CHECK (slot = (get_byte(uuid_send(aggregate_id), 15) & 63)),
    id uuid NOT NULL CONSTRAINT event_log_id UNIQUE,
    type text NOT NULL,
    version smallint NOT NULL,
    aggregate_id uuid NOT NULL,
    aggregate_version integer NOT NULL,
    occurred_at timestamptz NOT NULL,
    actor text NOT NULL,
    causation_id text,
    correlation_id text,
    traceparent text,
    data json NOT NULL,
    CONSTRAINT event_log_aggregate_version UNIQUE (aggregate_id, aggregate_version)
  )`,
  'CREATE INDEX event_log_slot_position ON event_log (slot, position)',
  `CREATE FUNCTION refuse_change_of_log() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'The event log is append-only: % is refused.', TG_OP; END $$`,
  `CREATE TRIGGER event_log_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON event_log
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_log()`,
  'CREATE TABLE event_log_epoch (epoch uuid CONSTRAINT event_log_epoch_pkey PRIMARY KEY)',
  'INSERT INTO event_log_epoch VALUES (gen_random_uuid())',
  `CREATE TABLE event_log_floor (
    slot smallint CONSTRAINT event_log_floor_pkey PRIMARY KEY,
    position bigint NOT NULL,
    event_id uuid NOT NULL,
    events bigint NOT NULL
  )`,
];

const RELAY = [
  `CREATE TABLE relay_cursor (
    single_row boolean DEFAULT true CONSTRAINT relay_cursor_pkey PRIMARY KEY CONSTRAINT relay_cursor_one_row CHECK (single_row),
    cursor bigint NOT NULL DEFAULT 0,
    sent bigint[] NOT NULL
  )`,
  `INSERT INTO relay_cursor (sent) VALUES (array_fill(0, ARRAY[${SLOTS}]))`,
  `CREATE TABLE relay_lease (
    single_row boolean DEFAULT true CONSTRAINT relay_lease_pkey PRIMARY KEY CONSTRAINT relay_lease_one_row CHECK (single_row),
    holder text,
    expires_at timestamptz
  )`,
  'INSERT INTO relay_lease DEFAULT VALUES',
];

const CONSUMER = [
  `CREATE TABLE projection_generation (
    projection text,
    generation integer,
    source text NOT NULL,
    types text[] NOT NULL,
    state text NOT NULL CONSTRAINT projection_generation_state CHECK (state IN ('active', 'building', 'retired', 'given-up')),
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT projection_generation_pkey PRIMARY KEY (projection, generation)
  )`,
  `CREATE UNIQUE INDEX projection_generation_active ON projection_generation (projection) WHERE state = 'active'`,
  `CREATE UNIQUE INDEX projection_generation_building ON projection_generation (projection) WHERE state = 'building'`,
  // Room for updates in place: these rows change with every batch.
  `CREATE TABLE projection_mark (
    projection text,
    generation integer,
    slot smallint,
    position bigint NOT NULL DEFAULT 0,
    event_id uuid,
    epoch uuid,
    CONSTRAINT projection_mark_pkey PRIMARY KEY (projection, generation, slot)
  ) WITH (fillfactor = 50)`,
  `CREATE TABLE projection_scan (
    projection text,
    generation integer,
    position bigint NOT NULL DEFAULT 0,
    event_id uuid,
    CONSTRAINT projection_scan_pkey PRIMARY KEY (projection, generation)
  ) WITH (fillfactor = 50)`,
  `CREATE TABLE parked_event (
    projection text,
    generation integer,
    position bigint,
    slot smallint NOT NULL,
    event_id uuid NOT NULL,
    aggregate_id uuid NOT NULL,
    event json NOT NULL,
    error text,
    parked_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT parked_event_pkey PRIMARY KEY (projection, generation, position)
  )`,
  'CREATE INDEX parked_event_key ON parked_event (projection, generation, aggregate_id)',
  `CREATE TABLE skipped_event (
    projection text,
    event_id uuid,
    reason text NOT NULL,
    skipped_by text NOT NULL,
    skipped_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT skipped_event_pkey PRIMARY KEY (projection, event_id)
  )`,
  `CREATE TABLE event_attempt (
    projection text,
    generation integer,
    event_id uuid,
    attempts integer NOT NULL,
    CONSTRAINT event_attempt_pkey PRIMARY KEY (projection, generation, event_id)
  )`,
  `CREATE TABLE handled_event (
    projection text,
    event_id uuid,
    position bigint NOT NULL,
    type text NOT NULL,
    aggregate_id uuid NOT NULL,
    CONSTRAINT handled_event_pkey PRIMARY KEY (projection, event_id)
  )`,
];

/**
 * Statements that create the event path's tables and functions in the first schema of the search path. To be run by the
 * migrator role, which then owns what a rebuild copies and swaps. Part of each service's first migration; changes to
 * these tables are new statements of new migrations, never edits of these.
 */
export function messagingMigrationSql(): string[] {
  return [...LOG, ...RELAY, ...CONSUMER, ...SHADOW_TABLE_FUNCTIONS];
}
