import type pg from 'pg';
import type { EventLogReader } from '../log/event-log-reader.js';
import { MarkStore } from '../marks/mark-store.js';
import type { Alarm } from '../observe/alarm.js';
import type { EventPathMetrics } from '../observe/metrics.js';
import { Attempts } from '../parking/attempts.js';
import { ParkedEvents } from '../parking/parked-events.js';
import type { Queryable } from '../queryable.js';
import { queryableOf } from '../database/run-statement.js';
import { READING_TIMEOUTS } from '../database/statement-timeouts.js';
import { Generations } from '../generations/generations.js';
import { HandledEvents } from './handled-events.js';
import type { RegisteredProjection } from './registered-projection.js';

/** What the parts of the event path that work for one projection share. */
export interface ProjectionParts {
  projection: RegisteredProjection;
  /** `<service>.<name>`, for people. */
  title: string;
  /** The service's own database. */
  pool: pg.Pool;
  /** Single statements on that database, outside any transaction. */
  database: Queryable;
  /** The source's log, over connections of its own: reading it never waits for a transaction that waits for it. */
  log: EventLogReader;
  marks: MarkStore;
  parked: ParkedEvents;
  attempts: Attempts;
  handled: HandledEvents;
  generations: Generations;
  alarm: Alarm;
  metrics: EventPathMetrics;
  /** Called after a commit that appended to the service's own log. */
  appended: () => void;
  /** Aborted when the process is about to end: what goes over many events ends at its next chunk. */
  stopping: AbortSignal;
}

export function projectionParts(
  given: Pick<ProjectionParts, 'projection' | 'pool' | 'log' | 'alarm' | 'metrics' | 'appended' | 'stopping'>,
): ProjectionParts {
  const { name, service } = given.projection;
  const database = queryableOf(given.pool, READING_TIMEOUTS.query_timeout);
  const marks = new MarkStore(name);
  return {
    ...given,
    title: `${service}.${name}`,
    database,
    marks,
    parked: new ParkedEvents(name),
    attempts: new Attempts(name),
    handled: new HandledEvents(name),
    generations: new Generations(given.projection, given.pool, database, marks),
  };
}
