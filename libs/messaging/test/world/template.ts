import pg from 'pg';
import type { DatabaseTemplate } from '#testing';
import { messagingMigrationSql } from '#messaging';

/** The services of the suite: two that publish, and one that learns from both. */
export const SERVICES = ['tasks', 'units', 'watch'] as const;
export type Service = (typeof SERVICES)[number];

const PUBLIC_OF_A_LOG = ['event_log', 'event_log_epoch', 'event_log_floor', 'relay_cursor'];

/**
 * What the consumer's handlers write: one row per applied event, without a key, so that an event applied twice shows as
 * two rows; and a table with an index and a key, that a rebuild copies and swaps.
 */
const EFFECTS = [
  `CREATE TABLE applied (
    sequence bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT applied_pkey PRIMARY KEY,
    projection text NOT NULL, member text NOT NULL, source text NOT NULL, position bigint NOT NULL, event_id uuid NOT NULL,
    type text NOT NULL, aggregate_id uuid NOT NULL, aggregate_version integer NOT NULL
  )`,
  'CREATE TABLE counted (aggregate_id uuid CONSTRAINT counted_pkey PRIMARY KEY, events integer NOT NULL CONSTRAINT counted_some CHECK (events > 0)) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05)',
  'CREATE INDEX counted_events ON counted (events DESC)',
];

/**
 * An INSERT takes its position before this trigger and its transaction id after it: `SET test.pause = 'on'` stops an
 * append-only writer exactly between the two until the advisory lock 7 is free.
 */
const PAUSE_AFTER_POSITION = [
  `CREATE FUNCTION pause_after_position() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF current_setting('test.pause', true) = 'on' THEN PERFORM pg_advisory_xact_lock_shared(7); END IF;
      RETURN NEW;
    END $$`,
  'CREATE TRIGGER pause_after_position BEFORE INSERT ON event_log FOR EACH ROW EXECUTE FUNCTION pause_after_position()',
];

export const TEMPLATE: DatabaseTemplate = {
  name: 'event_path',
  async prepare(url) {
    const admin = new pg.Client({ connectionString: url });
    await admin.connect();
    try {
      for (const service of SERVICES) await createService(admin, service);
    } finally {
      await admin.end();
    }
  },
};

async function createService(admin: pg.Client, service: Service): Promise<void> {
  for (const role of [`${service}_migrator`, `${service}_runtime`]) await admin.query(createRole(role));
  await admin.query(`CREATE SCHEMA ${service} AUTHORIZATION ${service}_migrator`);
  await admin.query(`SET ROLE ${service}_migrator`);
  await admin.query(`SET search_path = ${service}`);
  await admin.query(
    `ALTER DEFAULT PRIVILEGES IN SCHEMA ${service} GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO ${service}_runtime`,
  );
  for (const sql of messagingMigrationSql()) await admin.query(sql);
  for (const sql of service === 'watch' ? EFFECTS : PAUSE_AFTER_POSITION) await admin.query(sql);
  await admin.query(`GRANT USAGE ON SCHEMA ${service} TO PUBLIC`);
  await admin.query(`GRANT SELECT ON ${PUBLIC_OF_A_LOG.join(', ')} TO PUBLIC`);
  await admin.query('RESET ROLE');
}

/** Roles belong to the whole server, and another file's template may have made them. */
function createRole(role: string): string {
  return `DO $$ BEGIN CREATE ROLE ${role} LOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$`;
}
