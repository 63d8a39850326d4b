import { inTransaction, type Transaction } from '../database/transaction.js';
import type { Generation } from '../generations/generations.js';
import { compareMarks } from '../healing/log-check.js';
import type { LogEvent } from '../log-event.js';
import type { SettledPlace } from '../log/settled-place.js';
import type { ProjectionParts } from '../projection/projection-parts.js';
import type { ProjectionRunner } from '../projection/projection-runner.js';

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
  /**
   * The last event that was applied of each slot, and every parked one, that is gone. Between the restored log's end and
   * such a last event of a slot, all others of the slot are gone as well.
   */
  gone: GoneEvent[];
  /** Events that are gone and had effects outside the projection's tables: a person must look after these. */
  handledForNothing: GoneEvent[];
}

/**
 * Whether a projection has applied something that its source's log does not hold any more, or under a former epoch.
 *
 * @throws Error when another build's processes must accept the source: they would get a generation without their types.
 */
export async function isOfFormerLife({ parts, healing }: ProjectionRunner): Promise<boolean> {
  const active = await parts.generations.open();
  const compared = await healing.check.compare(active);
  if (!compared) throw replacedMeanwhile(parts);
  if (compared.lost) parts.generations.refuseForeign(active);
  return compared.lost !== undefined;
}

function replacedMeanwhile({ title }: ProjectionParts): Error {
  return new Error(`${title} got a new generation meanwhile: accept the restored source again.`);
}

/** Puts a projection on the present life of its source's log, of which `end` is the end. */
export async function acceptRestored(runner: ProjectionRunner, end: SettledPlace): Promise<RestoredReport> {
  const { parts } = runner;
  const { name, source, rebuildable } = parts.projection;
  const active = await parts.generations.open();
  const parked = (await parts.parked.list(parts.database, active.generation)).map(({ event }) => nameOf(event));
  const goneParked = await goneOf(parts, parked);
  const report: RestoredReport = {
    projection: name,
    source,
    way: rebuildable ? 'rebuilt' : 'continued',
    gone: [...(await goneMarks(parts, active)), ...goneParked],
    handledForNothing: rebuildable ? [] : await goneOf(parts, await parts.handled.list(parts.database)),
  };
  await inTransaction(parts.pool, async (tx) => {
    const next = await replaceGenerations(tx, parts, active, new Set(goneParked.map(({ eventId }) => eventId)));
    await (rebuildable ? emptyTables(tx, parts) : goOnFrom(tx, parts, next, end));
  });
  runner.refresh();
  return report;
}

function nameOf({ position, slot, id, type, aggregateId }: LogEvent): GoneEvent {
  return { position, slot, eventId: id, type, aggregateId };
}

async function goneMarks({ marks, log, database }: ProjectionParts, active: Generation): Promise<GoneEvent[]> {
  const compared = await compareMarks(log, await marks.read(database, active.generation));
  return compared.flatMap(({ mark: { slot, position, eventId }, state }) =>
    eventId === null || state.holdsMark ? [] : [{ slot, position, eventId }],
  );
}

async function goneOf({ log }: ProjectionParts, events: readonly GoneEvent[]): Promise<GoneEvent[]> {
  const missing = await log.missing(events.map(({ position, eventId }) => ({ position, id: eventId })));
  return events.filter(({ eventId }) => missing.has(eventId));
}

/** The old generations go, whatever they had applied. What is not rebuilt keeps what it parked and the log still holds. */
async function replaceGenerations(
  tx: Transaction,
  parts: ProjectionParts,
  active: Generation,
  gone: ReadonlySet<string>,
): Promise<Generation> {
  const { generations, marks, parked, projection } = parts;
  const locked = await marks.lockAll(tx, active.generation); // else a batch could park what is no longer carried over
  if (locked.length === 0) throw replacedMeanwhile(parts);
  const building = await generations.find('building', tx);
  if (building) await generations.retire(tx, building.generation);
  const next = await generations.create(tx, 'building');
  if (!projection.rebuildable) await parked.carry(tx, active.generation, next.generation, gone);
  await generations.retire(tx, active.generation);
  await generations.activate(tx, next.generation);
  return next;
}

async function emptyTables(tx: Transaction, { projection }: ProjectionParts): Promise<void> {
  await tx.query('SELECT create_shadow_tables($1)', [projection.tables]);
  await tx.query('SELECT swap_shadow_tables($1)', [projection.tables]);
}

async function goOnFrom(
  tx: Transaction,
  { marks }: ProjectionParts,
  next: Generation,
  end: SettledPlace,
): Promise<void> {
  await marks.move(tx, next.generation, end.marks);
  if (end.last) await marks.moveScan(tx, next.generation, end.last);
}
