import pg from 'pg';

/** Which log: the service that owns it and the schema it lies in. */
export interface LogName {
  service: string;
  schema: string;
}

/** Where a service's log can be read. */
export interface LogAddress extends LogName {
  /** PostgreSQL URL of a role that may read the log, its epoch, floor and relay cursor. */
  url: string;
}

/** Schema-qualified names of what belongs to a log. */
export function logTables({ schema }: LogName) {
  const of = (table: string) => `${pg.escapeIdentifier(schema)}.${table}`;
  return {
    log: of('event_log'),
    epoch: of('event_log_epoch'),
    floor: of('event_log_floor'),
    cursor: of('relay_cursor'),
    lease: of('relay_lease'),
  };
}
