import { inTransaction } from '../database/transaction.js';
import { compareMarks } from '../healing/log-check.js';
import type { SettledPlace } from '../log/settled-place.js';
import type { ProjectionRunner } from '../projection/projection-runner.js';
import type { Queryable } from '../queryable.js';

/** An event that a projection had dealt with and that the restored log does not hold. */
export interface GoneEvent {
  position: number;
  eventId: string;
  slot?: number;
  type?: string;
  aggregateId?: string;
}

/** What accepting a restored source means for one projection. */
export interface RestoredReport {
  projection: string;
  source: string;
  /** `rebuilt`: a new generation fills empty tables from the log. `continued`: it goes on from the log's end. */
  way: 'rebuilt' | 'continued';
  /** Last events per slot that are gone; whatever stood below them after the restored log's end is gone as well. */
  gone: GoneEvent[];
  /** Events that are gone and had effects outside the projection's tables: a person must look after these. */
  handledForNothing: GoneEvent[];
}

/** Puts a projection on the present life of its source's log. */
export async function acceptRestored(runner: ProjectionRunner, end: SettledPlace): Promise<RestoredReport> {
  const { projection, database } = runner.parts;
  const report: RestoredReport = {
    projection: projection.name,
    source: projection.source,
    way: projection.rebuildable ? 'rebuilt' : 'continued',
    gone: await goneMarks(runner),
    handledForNothing: projection.rebuildable ? [] : await goneOf(runner, await handled(database, projection.name)),
  };
  await startAnew(runner, end);
  runner.refresh();
  return report;
}

async function goneMarks({ parts }: ProjectionRunner): Promise<GoneEvent[]> {
  const active = await parts.generations.find('active');
  const marks = active ? await parts.marks.read(parts.database, active.generation) : [];
  return (await compareMarks(parts.log, marks)).flatMap(({ mark: { slot, position, eventId }, state }) =>
    eventId === null || state.holdsMark ? [] : [{ slot, position, eventId }],
  );
}

async function goneOf({ parts }: ProjectionRunner, events: GoneEvent[]): Promise<GoneEvent[]> {
  const missing = await parts.log.missing(events.map(({ position, eventId }) => ({ position, id: eventId })));
  return events.filter(({ eventId }) => missing.has(eventId));
}

async function handled(database: Queryable, projection: string): Promise<GoneEvent[]> {
  const { rows } = await database.query<GoneEvent>(
    `SELECT position, event_id AS "eventId", type, aggregate_id AS "aggregateId" FROM handled_event
     WHERE projection = $1 ORDER BY position`,
    [projection],
  );
  return rows;
}

/** The old generations go, whatever they had applied; the new one begins with the log or, when it may not repeat, after it. */
async function startAnew({ parts }: ProjectionRunner, end: SettledPlace): Promise<void> {
  const { generations, marks, pool, projection } = parts;
  await inTransaction(pool, async (tx) => {
    for (const state of ['active', 'building'] as const) {
      const old = await generations.find(state, tx);
      if (old) await generations.retire(tx, old.generation);
    }
    const { generation } = await generations.create(tx, 'active');
    if (projection.rebuildable) {
      await tx.query('SELECT create_shadow_tables($1)', [projection.tables]);
      await tx.query('SELECT swap_shadow_tables($1)', [projection.tables]);
    } else {
      await marks.move(tx, generation, end.marks);
      await marks.moveScan(tx, generation, end.last);
    }
  });
}
