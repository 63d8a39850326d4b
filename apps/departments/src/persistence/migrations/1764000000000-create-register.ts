import { createPlatformTables } from '#platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = [
  `CREATE TABLE unit (
    unit_id uuid CONSTRAINT "PK_unit" PRIMARY KEY, version integer NOT NULL, name text NOT NULL, kind text NOT NULL,
    superior_id uuid, seat_unit_id uuid, scorable boolean NOT NULL, aliases jsonb NOT NULL, origin text NOT NULL,
    CONSTRAINT unit_name UNIQUE (name),
    CONSTRAINT unit_superior FOREIGN KEY (superior_id) REFERENCES unit,
    CONSTRAINT unit_seat FOREIGN KEY (seat_unit_id) REFERENCES unit,
    CONSTRAINT unit_superior_is_another CHECK (superior_id <> unit_id),
    CONSTRAINT unit_seat_is_another CHECK (seat_unit_id <> unit_id))`,
  `CREATE TABLE unit_group (
    group_id uuid CONSTRAINT "PK_unit_group" PRIMARY KEY, version integer NOT NULL, name text NOT NULL, aliases text[] NOT NULL,
    origin text NOT NULL,
    CONSTRAINT unit_group_name UNIQUE (name))`,
  `CREATE TABLE unit_group_member (
    group_id uuid, place integer, unit_id uuid NOT NULL, from_on date NOT NULL, to_on date,
    CONSTRAINT "PK_unit_group_member" PRIMARY KEY (group_id, place),
    CONSTRAINT unit_group_member_group FOREIGN KEY (group_id) REFERENCES unit_group,
    CONSTRAINT unit_group_member_unit FOREIGN KEY (unit_id) REFERENCES unit,
    CONSTRAINT unit_group_member_dates CHECK (to_on >= from_on))`,
  `CREATE TABLE account (
    account_id uuid CONSTRAINT "PK_account" PRIMARY KEY, version integer NOT NULL, username text NOT NULL,
    display_name text NOT NULL, unit_id uuid NOT NULL, roles text[] NOT NULL, disabled boolean NOT NULL,
    tokens_valid_from timestamptz NOT NULL, sample boolean NOT NULL, password_hash text NOT NULL,
    CONSTRAINT account_username UNIQUE (username),
    CONSTRAINT account_unit FOREIGN KEY (unit_id) REFERENCES unit,
    CONSTRAINT account_has_a_role CHECK (cardinality(roles) > 0))`,
  `CREATE INDEX account_of_unit ON account (unit_id)`,
  `CREATE TABLE session (
    session_id uuid CONSTRAINT "PK_session" PRIMARY KEY, account_id uuid NOT NULL, started_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL, ended_at timestamptz,
    CONSTRAINT session_account FOREIGN KEY (account_id) REFERENCES account)`,
  `CREATE INDEX session_expires_at ON session (expires_at)`,
  `CREATE TABLE refresh_token (
    token_hash bytea CONSTRAINT "PK_refresh_token" PRIMARY KEY, session_id uuid NOT NULL, used_at timestamptz,
    CONSTRAINT refresh_token_session FOREIGN KEY (session_id) REFERENCES session ON DELETE CASCADE)`,
  `CREATE INDEX refresh_token_of_session ON refresh_token (session_id)`,
  `CREATE TABLE sign_in_attempt (
    username text CONSTRAINT "PK_sign_in_attempt" PRIMARY KEY, attempts integer NOT NULL, last_at timestamptz NOT NULL)`,
  `CREATE INDEX sign_in_attempt_last_at ON sign_in_attempt (last_at)`,
  `CREATE TABLE calendar_revision (
    year integer, revision integer, provisional boolean NOT NULL, origin text NOT NULL, days jsonb NOT NULL,
    published_at timestamptz NOT NULL,
    CONSTRAINT "PK_calendar_revision" PRIMARY KEY (year, revision))`,
  // Of the platform's directory only the clock: all else is answered from the register itself.
  `CREATE TABLE directory_clock ("one" boolean DEFAULT true CONSTRAINT "PK_directory_clock" PRIMARY KEY, now timestamptz NOT NULL)`,
] as const;

export class CreateRegister1764000000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await createPlatformTables(queryRunner, { directory: false });
    for (const statement of TABLES) await queryRunner.query(statement);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only: restore the backup that was taken before this one.'));
  }
}
