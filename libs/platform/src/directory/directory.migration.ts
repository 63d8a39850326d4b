/** Statements that create the directory's tables; part of a service's first migration. */
export const DIRECTORY_MIGRATION = [
  `CREATE TABLE directory_unit (
    unit_id uuid CONSTRAINT "PK_directory_unit" PRIMARY KEY, name text NOT NULL, kind text NOT NULL, superior_id uuid, seat_unit_id uuid,
    scorable boolean NOT NULL, state jsonb NOT NULL)`,
  `CREATE TABLE directory_group (group_id uuid CONSTRAINT "PK_directory_group" PRIMARY KEY, name text NOT NULL, state jsonb NOT NULL)`,
  `CREATE TABLE directory_account (
    account_id uuid CONSTRAINT "PK_directory_account" PRIMARY KEY, unit_id uuid NOT NULL, roles text[] NOT NULL, disabled boolean NOT NULL, state jsonb NOT NULL)`,
  `CREATE INDEX directory_account_unit ON directory_account (unit_id)`,
  `CREATE TABLE directory_calendar (year integer CONSTRAINT "PK_directory_calendar" PRIMARY KEY, revision integer NOT NULL, state jsonb NOT NULL)`,
  `CREATE TABLE directory_clock ("one" boolean DEFAULT true CONSTRAINT "PK_directory_clock" PRIMARY KEY, now timestamptz NOT NULL)`,
] as const;
