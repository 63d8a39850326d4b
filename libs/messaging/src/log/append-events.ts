import { newId } from '#kernel';
import type { NewEvent } from '../log-event.js';
import type { Queryable } from '../queryable.js';

/** Columns that a writer gives. */
const COLUMNS = [
  ['id', 'uuid'],
  ['type', 'text'],
  ['version', 'smallint'],
  ['aggregate_id', 'uuid'],
  ['aggregate_version', 'integer'],
  ['occurred_at', 'timestamptz'],
  ['actor', 'text'],
  ['causation_id', 'text'],
  ['correlation_id', 'text'],
  ['traceparent', 'text'],
  ['data', 'json'],
] as const;

const NAMES = COLUMNS.map(([name]) => name).join(', ');

/**
 * Appends events to the service's own log, one after the other. Must be the last statement before the commit: what
 * follows it holds up every reader of the log.
 *
 * Throws at once, before anything is sent, when an event cannot be written: a rejected promise would come too late for
 * a commit that travels in the same round trip, and the effects would be there without their event.
 *
 * @throws the driver's unique violation (23505, `event_log_aggregate_version`) when another transaction has appended that
 * version of the aggregate.
 */
export function appendEvents(tx: Queryable, events: readonly NewEvent[]): Promise<void> {
  if (events.length === 0) return Promise.resolve();
  const values = [eventsParameter(events)];
  return tx.query({ name: 'append-events', text: insertFrom(given(1)), values }).then(() => undefined);
}

/** Where the events are among the statement's parameters, and what they depend on. */
export interface EventInsertOptions {
  /** A CTE of the statement: no event is appended for an aggregate that it does not return. */
  from: string;
  /** Number of the `eventsParameter`. */
  parameter: number;
  /** Ties the CTE's row to the event `e`; by default the CTE returns at most one row. */
  on?: string;
}

/**
 * The end of a one-statement command: its position is taken after the CTE's row is locked, and not at all when the row
 * has another version by now (`rowCount` is 0 then).
 *
 * ```ts
 * const text = `
 *   WITH updated AS (UPDATE task SET state = $3, version = version + 1 WHERE id = $1 AND version = $2 RETURNING id)
 *   ${eventInsert({ from: 'updated', parameter: 4 })}`;
 * const { rowCount } = await database.query({ name: 'accept-task', text, values: [id, version, state, eventsParameter([event])] });
 * ```
 */
export function eventInsert({ from, parameter, on = 'true' }: EventInsertOptions): string {
  return insertFrom(`${from} JOIN ${given(parameter)} ON ${on}`);
}

/**
 * The parameter of an insert of `events`, JSON: an array for each column costs the server more than the insert itself.
 * Throws when an event holds a NUL character, which a `json` column takes, and every `->>` on it then fails for ever.
 */
export function eventsParameter(events: readonly NewEvent[]): string {
  const parameter = JSON.stringify(events.map(rowOf));
  if (hasNul(parameter)) {
    const { type } = events.find((event) => hasNul(JSON.stringify(event))) as NewEvent;
    throw new Error(`${type} holds a NUL character, which no text column takes: refuse it at the edge.`);
  }
  return parameter;
}

function rowOf(event: NewEvent): Record<(typeof COLUMNS)[number][0], unknown> {
  return {
    id: newId(),
    type: event.type,
    version: event.version,
    aggregate_id: event.aggregateId,
    aggregate_version: event.aggregateVersion,
    occurred_at: event.occurredAt,
    actor: event.actor,
    causation_id: event.causationId,
    correlation_id: event.correlationId,
    traceparent: event.traceparent,
    data: event.data,
  };
}

function hasNul(json: string): boolean {
  return /(?<!\\)(?:\\\\)*\\u0000/.test(json);
}

/** The events of a parameter, as the `FROM` item `e`. */
function given(parameter: number): string {
  const columns = COLUMNS.map(([name, type]) => `${name} ${type}`).join(', ');
  return `ROWS FROM (json_to_recordset($${parameter}::json) AS (${columns})) WITH ORDINALITY AS e (${NAMES}, ordinality)`;
}

function insertFrom(source: string): string {
  const values = COLUMNS.map(([name]) => `e.${name}`).join(', ');
  return `INSERT INTO event_log (slot, ${NAMES})
    SELECT get_byte(uuid_send(e.aggregate_id), 15) & 63, ${values} FROM ${source} ORDER BY e.ordinality`;
}
