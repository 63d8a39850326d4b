import type { LogEvent, LogPlace } from '../log-event.js';
import type { Queryable } from '../queryable.js';
import { SLOTS } from '../slots.js';
import type { Mark } from './mark.js';

const COLUMNS = 'slot, position, event_id AS "eventId", epoch';
const ALL_SLOTS = Array.from({ length: SLOTS }, (_, slot) => slot);
const OF = 'projection = $1 AND generation = $2';
/** Else a standby would wait, with a connection of the pool, until the reader's handler is done. */
const UNLESS_ANOTHER_READS = `AND generation = (SELECT generation FROM projection_scan WHERE ${OF} FOR UPDATE SKIP LOCKED)`;

const UNFLUSHED = `, (SELECT set_config('synchronous_commit', 'off', true)) AS unflushed`;

/** The marks of one projection. All 64 rows of a generation exist from its beginning and are gone when it is retired. */
export class MarkStore {
  constructor(private readonly projection: string) {}

  async read(database: Queryable, generation: number): Promise<Mark[]> {
    const text = `SELECT ${COLUMNS} FROM projection_mark WHERE ${OF} ORDER BY slot`;
    return (await database.query<Mark>(text, [this.projection, generation])).rows;
  }

  async readOne(database: Queryable, generation: number, slot: number): Promise<Mark | undefined> {
    const text = `SELECT ${COLUMNS} FROM projection_mark WHERE ${OF} AND slot = $3`;
    return (await database.query<Mark>(text, [this.projection, generation, slot])).rows[0];
  }

  /**
   * Locks in slot order, so that two transactions never wait for each other. Fewer rows than slots: the generation is
   * retired, or another replica holds the reader's row of which `asReader` is to be sure.
   */
  async lock(tx: Queryable, generation: number, slots: readonly number[], asReader = false): Promise<Mark[]> {
    const { rows } = await tx.query<Mark>({
      name: asReader ? 'marks-lock-as-reader' : 'marks-lock',
      text: `SELECT ${COLUMNS} FROM projection_mark WHERE ${OF} AND slot = ANY ($3::smallint[])
        ${asReader ? UNLESS_ANOTHER_READS : ''} ORDER BY slot FOR UPDATE`,
      values: [this.projection, generation, slots],
    });
    return rows;
  }

  /** Keeps every batch of a generation out: the reader's row first and the marks in slot order, as a batch takes them. */
  async lockAll(tx: Queryable, generation: number): Promise<Mark[]> {
    await tx.query(`SELECT FROM projection_scan WHERE ${OF} FOR UPDATE`, [this.projection, generation]);
    return this.lock(tx, generation, ALL_SLOTS);
  }

  /**
   * With `unflushed` the transaction's commit is not waited for on disk: a machine that dies may take back effects and marks,
   * together, and what follows the marks comes again. The slots are named twice, or the join would read all 64 rows.
   */
  async move(
    tx: Queryable,
    generation: number,
    marks: readonly Mark[],
    { unflushed = false }: { unflushed?: boolean } = {},
  ): Promise<void> {
    await tx.query({
      name: unflushed ? 'marks-move-unflushed' : 'marks-move',
      text: `UPDATE projection_mark m SET position = v.position, event_id = v.event_id, epoch = v.epoch
        FROM unnest($3::smallint[], $4::bigint[], $5::uuid[], $6::uuid[]) AS v (slot, position, event_id, epoch)
          ${unflushed ? UNFLUSHED : ''}
        WHERE ${OF} AND m.slot = ANY ($3::smallint[]) AND m.slot = v.slot`,
      values: [
        this.projection,
        generation,
        marks.map(({ slot }) => slot),
        marks.map(({ position }) => position),
        marks.map(({ eventId }) => eventId),
        marks.map(({ epoch }) => epoch),
      ],
    });
  }

  /** Marks that stand before the first event belong to every epoch: nothing was applied that could be gone. */
  async adoptEpoch(database: Queryable, generation: number, epoch: string): Promise<void> {
    // Locked first, in slot order: an update locks them as they lie in the table.
    const text = `
      WITH first AS (
        SELECT slot FROM projection_mark WHERE ${OF} AND position = 0 AND epoch IS DISTINCT FROM $3 ORDER BY slot FOR UPDATE
      )
      UPDATE projection_mark m SET epoch = $3 FROM first WHERE ${OF} AND m.slot = first.slot`;
    await database.query(text, [this.projection, generation, epoch]);
  }

  /** How far the postgres transport has read; with `lock`, undefined while another replica holds it. */
  async scannedTo(database: Queryable, generation: number, lock = false): Promise<LogPlace | undefined> {
    const { rows } = await database.query<LogPlace>({
      name: `scan-${lock ? 'lock' : 'read'}`,
      text: `SELECT position, event_id AS id FROM projection_scan WHERE ${OF} ${lock ? 'FOR UPDATE SKIP LOCKED' : ''}`,
      values: [this.projection, generation],
    });
    return rows[0];
  }

  /** Never back: a reader that was overtaken would otherwise have the log read again. */
  async moveScan(tx: Queryable, generation: number, to: Pick<LogEvent, 'position' | 'id'>): Promise<void> {
    await tx.query({
      name: 'scan-move',
      text: `UPDATE projection_scan SET position = $3, event_id = $4 WHERE ${OF} AND position < $3`,
      values: [this.projection, generation, to.position, to.id],
    });
  }
}
