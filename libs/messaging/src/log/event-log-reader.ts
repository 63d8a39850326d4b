import { madeAt, type LogEvent, type LogPlace } from '../log-event.js';
import { present } from '../present.js';
import type { Queryable } from '../queryable.js';
import type { LogName } from './log-address.js';
import { logStatements, type EventRow } from './log-statements.js';

/** What a log shows beyond a place, in one statement. */
export interface LogRead {
  epoch: string;
  /** Whether the log still holds the place that was read from. */
  known: boolean;
  /** In position order. An event that is still uncommitted may be missing between them: only a tailer may use these. */
  events: LogEvent[];
}

/** What one slot of a log holds after a mark, in one statement. */
export interface SlotRead {
  epoch: string;
  /** Position of the relay's cursor. */
  cursor: number;
  /** Whether the log still holds the mark's event (or cut it off as the last one of its slot). */
  holdsMark: boolean;
  /** Whether the log holds the event that bounds the read. */
  holdsBound: boolean;
  events: LogEvent[];
}

/** A slot's mark against the log. */
export interface SlotState {
  slot: number;
  epoch: string;
  holdsMark: boolean;
  /** Position of the slot's last event up to the relay's cursor; 0 when there is none. */
  last: number;
}

export interface SlotMark extends LogPlace {
  slot: number;
}

/** Places of one statement: everything that was ever handled may be asked for, and a statement may not take long. */
const MOST_LOOKED_UP = 10_000;

/** Events of a log that marks have not passed. */
export interface Backlog {
  events: number;
  /** Whether there may be more of them: a slot has as many as were counted at most. */
  atLeast: boolean;
  /** Age of the oldest; 0 when there is none. */
  seconds: number;
}

const MOST_COUNTED_PER_SLOT = 10_000;

/** Reads one service's log. Each method is one statement, so what it returns is of one moment. */
export class EventLogReader {
  private readonly statements: ReturnType<typeof logStatements>;

  constructor(
    private readonly database: Queryable,
    readonly log: LogName,
  ) {
    this.statements = logStatements(log);
  }

  async after(from: LogPlace, limit: number): Promise<LogRead> {
    const values = [from.position, from.id, limit];
    const { rows } = await this.database.query<EventRow & { known: boolean }>(this.statements.after, values);
    const [first] = rows;
    if (!first) throw this.withoutEpoch();
    return { epoch: first.epoch, known: first.known, events: this.events(rows) };
  }

  /** Events of one slot in `(mark, bound]`; without a bound, up to the relay's cursor. */
  async slot(mark: SlotMark, bound: LogPlace | undefined, limit: number): Promise<SlotRead> {
    const values = [mark.slot, mark.position, mark.id, bound?.position ?? null, bound?.id ?? null, limit];
    const { rows } = await this.database.query<EventRow & Omit<SlotRead, 'events'>>(this.statements.slot, values);
    const [first] = rows;
    if (!first) throw this.withoutEpoch();
    const { epoch, cursor, holdsMark, holdsBound } = first;
    return { epoch, cursor, holdsMark, holdsBound, events: this.events(rows) };
  }

  /** Compares marks with the log, one answer for each. */
  async compare(marks: readonly SlotMark[]): Promise<SlotState[]> {
    const columns = [marks.map((mark) => mark.slot), marks.map((mark) => mark.position), marks.map((mark) => mark.id)];
    const { rows } = await this.database.query<SlotState>(this.statements.compare, columns);
    return rows;
  }

  /** Ids of those `places` that the log does not hold, and that were not cut off it. */
  async missing(places: readonly LogPlace[]): Promise<ReadonlySet<string>> {
    const missing = new Set<string>();
    for (let from = 0; from < places.length; from += MOST_LOOKED_UP) {
      const chunk = places.slice(from, from + MOST_LOOKED_UP);
      const columns = [chunk.map(({ position }) => position), chunk.map(({ id }) => id)];
      const { rows } = await this.database.query<{ id: string }>(this.statements.missing, columns);
      for (const { id } of rows) missing.add(id);
    }
    return missing;
  }

  /** What the log holds after `marks`. */
  async behind(marks: readonly Omit<SlotMark, 'id'>[], mostPerSlot = MOST_COUNTED_PER_SLOT): Promise<Backlog> {
    const values = [marks.map(({ slot }) => slot), marks.map(({ position }) => position), mostPerSlot];
    const { rows } = await this.database.query<Omit<Backlog, 'seconds'> & { oldest: string | null }>(
      this.statements.behind,
      values,
    );
    const { events, atLeast, oldest } = present(rows[0], 'one row of a count');
    return { events, atLeast, seconds: oldest ? Math.max(0, Date.now() - madeAt(oldest)) / 1000 : 0 };
  }

  private events(rows: readonly EventRow[]): LogEvent[] {
    return rows.filter((row) => row.position !== null).map((row) => this.event(row));
  }

  private event(row: EventRow): LogEvent {
    return {
      position: row.position,
      prev: row.prev,
      prevId: row.prevId,
      slot: row.slot,
      epoch: row.epoch,
      id: row.id,
      type: row.type,
      version: row.version,
      aggregateId: row.aggregateId,
      aggregateVersion: row.aggregateVersion,
      occurredAt: row.occurredAt.toISOString(),
      actor: row.actor,
      causationId: row.causationId,
      correlationId: row.correlationId,
      traceparent: row.traceparent,
      source: this.log.service,
      data: row.data,
    };
  }

  private withoutEpoch(): Error {
    return new Error(`The log of ${this.log.service} has no epoch: run its migrations.`);
  }
}
