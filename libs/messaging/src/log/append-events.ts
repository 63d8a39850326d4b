import { newId } from '#kernel';
import type { NewEvent } from '../log-event.js';
import type { Queryable } from '../queryable.js';

/** Columns that a writer gives, in the order of the parameters. */
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
  const values = eventValues(events);
  return tx.query({ name: 'append-events', text: insertFrom(unnested(1)), values }).then(() => undefined);
}

/** Where the parameters of the events begin, and what they depend on. */
export interface EventInsertOptions {
  /** A CTE of the statement: no event is appended for an aggregate that it does not return. */
  from: string;
  /** Number of the first of the `eventValues` parameters. */
  firstParam: number;
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
 *   ${eventInsert({ from: 'updated', firstParam: 4 })}`;
 * const { rowCount } = await database.query({ name: 'accept-task', text, values: [id, version, state, ...eventValues([event])] });
 * ```
 */
export function eventInsert({ from, firstParam, on = 'true' }: EventInsertOptions): string {
  return insertFrom(`${from} JOIN ${unnested(firstParam)} ON ${on}`);
}

/** The parameters of an insert of `events`. Throws when one holds a NUL character. */
export function eventValues(events: readonly NewEvent[]): unknown[] {
  const rows = events.map(rowOf);
  return COLUMNS.map((_, column) => rows.map((row) => row[column]));
}

function rowOf(event: NewEvent): unknown[] {
  return [
    newId(),
    event.type,
    event.version,
    event.aggregateId,
    event.aggregateVersion,
    event.occurredAt,
    event.actor,
    event.causationId ?? null,
    event.correlationId ?? null,
    event.traceparent ?? null,
    withoutNul(event),
  ];
}

/** A `json` column takes an escaped NUL, and every `->>` on it fails for ever after. */
function withoutNul(event: NewEvent): string {
  const json = JSON.stringify(event.data);
  if (/(?<!\\)(?:\\\\)*\\u0000/.test(json)) {
    throw new Error(`${event.type} holds a NUL character, which no text column takes: refuse it at the edge.`);
  }
  return json;
}

function unnested(firstParam: number): string {
  const arrays = COLUMNS.map(([, type], index) => `$${firstParam + index}::${type}[]`).join(', ');
  return `unnest(${arrays}) WITH ORDINALITY AS e (${NAMES}, ordinality)`;
}

function insertFrom(source: string): string {
  const values = COLUMNS.map(([name]) => `e.${name}`).join(', ');
  return `INSERT INTO event_log (slot, ${NAMES})
    SELECT get_byte(uuid_send(e.aggregate_id), 15) & 63, ${values} FROM ${source} ORDER BY e.ordinality`;
}
