import type pg from 'pg';
import { inTransaction } from '../database/transaction.js';
import { present } from '../present.js';
import type { MarkStore } from '../marks/mark-store.js';
import type { Queryable } from '../queryable.js';
import type { RegisteredProjection } from '../projection/registered-projection.js';
import { SLOTS } from '../slots.js';

/** One life of a projection, with the list of event types that it was built for. */
export interface Generation {
  generation: number;
  types: readonly string[];
}

const TABLES_OF_A_GENERATION = ['projection_mark', 'projection_scan', 'parked_event', 'event_attempt'] as const;

/** The generations of one projection: at most one active and one that is being built beside it. */
export class Generations {
  readonly types: readonly string[];

  constructor(
    private readonly projection: RegisteredProjection,
    private readonly pool: pg.Pool,
    private readonly database: Queryable,
    private readonly marks: MarkStore,
  ) {
    this.types = [...new Set(projection.types)].sort();
  }

  /** The active generation, made when the projection is new: marks at zero, to be filled from the source's log. */
  async open(): Promise<Generation> {
    const active = await this.find('active');
    if (active) return active;
    await inTransaction(this.pool, async (tx) => {
      await this.lock(tx);
      if (!(await this.find('active', tx))) await this.create(tx, 'active');
    });
    return present(await this.find('active'), `active generation of ${this.projection.name}`);
  }

  /** Lets one process at a time begin a generation, until the transaction ends. */
  async lock(tx: Queryable): Promise<void> {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtext('projection ' || $1))`, [this.projection.name]);
  }

  async find(state: 'active' | 'building', database = this.database): Promise<Generation | undefined> {
    const text = 'SELECT generation, types FROM projection_generation WHERE projection = $1 AND state = $2';
    return (await database.query<Generation>(text, [this.projection.name, state])).rows[0];
  }

  /** Whether `generation` is being built beside the active one. Does not change while one of its marks is locked. */
  async isBuilding(tx: Queryable, generation: number): Promise<boolean> {
    const text = `SELECT FROM projection_generation WHERE projection = $1 AND generation = $2 AND state = 'building'`;
    return (await tx.query(text, [this.projection.name, generation])).rows.length > 0;
  }

  /** Whether this process takes the types that `generation` was built for. */
  fits({ types }: Generation): boolean {
    return types.join() === this.types.join();
  }

  /**
   * @throws Error unless this process takes the types of `generation`: its handler would pass over an event of a type that
   * it does not know, which then counts as applied.
   */
  refuseForeign(generation: Generation): void {
    if (this.fits(generation)) return;
    throw new Error(
      `Generation ${generation.generation} of ${this.projection.name} was built for other types ` +
        `(${generation.types.join(', ')}) than this process takes (${this.types.join(', ')}): ` +
        'ask a process of the build that takes them.',
    );
  }

  /**
   * Whether our list waits for another one: it was active and has been replaced, or another one came up after it. The list
   * that came up last goes first, so that of two builds that are alive only one gives up what the other is building. A list
   * whose building was given up, e.g. because its source was restored, does not wait: it was never replaced.
   */
  async isOutdated(active: Generation): Promise<boolean> {
    const { rows } = await this.database.query(
      `WITH list AS (
         SELECT types, min(generation) AS first, min(generation) FILTER (WHERE state = 'retired') AS retired
         FROM projection_generation WHERE projection = $1 GROUP BY types
       )
       SELECT FROM list ours WHERE types = $2
         AND (retired < $3 OR EXISTS (SELECT FROM list other WHERE other.first > ours.first))`,
      [this.projection.name, this.types, active.generation],
    );
    return rows.length > 0;
  }

  /** Makes a generation with the next number and our types; its marks stand before the first event. */
  async create(tx: Queryable, state: 'active' | 'building'): Promise<Generation> {
    const { name, source } = this.projection;
    const { rows } = await tx.query<Generation>(
      `INSERT INTO projection_generation (projection, generation, source, types, state)
       SELECT $1, coalesce(max(generation), 0) + 1, $2, $3, $4 FROM projection_generation WHERE projection = $1
       RETURNING generation, types`,
      [name, source, this.types, state],
    );
    const made = present(rows[0], `the new generation of ${name}`);
    await tx.query(
      `INSERT INTO projection_mark (projection, generation, slot) SELECT $1, $2, generate_series(0, $3::integer - 1)`,
      [name, made.generation, SLOTS],
    );
    await tx.query('INSERT INTO projection_scan (projection, generation) VALUES ($1, $2)', [name, made.generation]);
    return made;
  }

  /**
   * Ends a generation. Its marks go, which is how a process that still knows it finds out, under their lock. Who retires
   * two begins with the active one, as a swap does: two that begin at different ends would wait for each other.
   */
  async retire(tx: Queryable, generation: number): Promise<void> {
    await this.marks.lockAll(tx, generation); // deleted as they lie in the table, they would be locked in another order
    const values = [this.projection.name, generation];
    for (const table of TABLES_OF_A_GENERATION) {
      await tx.query(`DELETE FROM ${table} WHERE projection = $1 AND generation = $2`, values);
    }
    await tx.query(
      `UPDATE projection_generation SET state = CASE state WHEN 'building' THEN 'given-up' ELSE 'retired' END
       WHERE projection = $1 AND generation = $2`,
      values,
    );
  }

  /** Ends a generation unless a swap has made it the active one since it was looked up; tells whether it did. */
  async retireIfBuilding(tx: Queryable, generation: number): Promise<boolean> {
    await this.marks.lockAll(tx, generation);
    const building = await this.isBuilding(tx, generation);
    if (building) await this.retire(tx, generation);
    return building;
  }

  async activate(tx: Queryable, generation: number): Promise<void> {
    await tx.query(`UPDATE projection_generation SET state = 'active' WHERE projection = $1 AND generation = $2`, [
      this.projection.name,
      generation,
    ]);
  }
}
