import { inTransaction, type Transaction } from '../database/transaction.js';
import { CHUNK } from '../healing/healing.js';
import { placeOf } from '../healing/log-check.js';
import type { Mark } from '../marks/mark.js';
import { present } from '../present.js';
import type { BatchTransaction } from '../projection/batch-transaction.js';
import type { ProjectionParts } from '../projection/projection-parts.js';
import { SLOTS } from '../slots.js';
import type { Generation } from './generations.js';

/** Rolls a swap back; the builder tries again. */
class NotYet extends Error {}

/** Puts a generation that was built beside the active one in its place. */
export class GenerationSwap {
  constructor(
    private readonly parts: ProjectionParts,
    private readonly batch: BatchTransaction,
  ) {}

  /** Applies what is left with the old marks locked, and swaps in that transaction; false when it may not yet. */
  async swap(active: Generation, building: Generation): Promise<boolean> {
    return this.unlessNotYet(async (tx) => {
      const goals = await this.lock(tx, active);
      await this.applyLast(tx, building, goals);
      await this.refuseToGoBack(tx, active, building);
      await this.replace(tx, active, building);
      await this.swapTables(tx);
    });
  }

  /** For effects outside the projection's tables: the new generation goes on where the old one stands. */
  async takeOver(active: Generation): Promise<boolean> {
    const { generations } = this.parts;
    return this.unlessNotYet(async (tx) => {
      const marks = await this.lock(tx, active);
      const next = await generations.create(tx, 'building');
      await this.parts.marks.move(tx, next.generation, marks);
      await this.parts.parked.carry(tx, active.generation, next.generation);
      await this.replace(tx, active, next);
    });
  }

  private async lock(tx: Transaction, { generation }: Generation): Promise<Mark[]> {
    const marks = await this.parts.marks.lockAll(tx, generation);
    if (marks.length < SLOTS) throw new NotYet(); // another process has swapped
    return marks;
  }

  private async applyLast(tx: Transaction, building: Generation, goals: readonly Mark[]): Promise<void> {
    const { log, marks } = this.parts;
    let left = CHUNK;
    for (const own of await marks.lockAll(tx, building.generation)) {
      const goal = present(goals[own.slot], `mark of slot ${own.slot}`);
      if (goal.position === own.position) continue;
      const { events } = await log.slot(placeOf(own), placeOf(goal), left + 1);
      left -= events.length;
      if (left < 0) throw new NotYet(); // too much for a transaction that holds up the active generation
      const applied = events.length > 0 && (await this.batch.applyWithin(tx, building.generation, events));
      if (applied && applied.kind !== 'ok') throw new NotYet();
    }
    const reached = await marks.read(tx, building.generation);
    const equal = goals.every(({ position, eventId }, slot) => {
      return reached[slot]?.position === position && reached[slot].eventId === eventId;
    });
    if (!equal) throw new NotYet();
  }

  /** What the old generation has applied must not disappear because the new one has parked it. */
  private async refuseToGoBack(tx: Transaction, active: Generation, building: Generation): Promise<void> {
    const { alarm, parked, title } = this.parts;
    const inOld = new Set((await parked.list(tx, active.generation)).map(({ event }) => event.id));
    const lost = (await parked.list(tx, building.generation)).filter(({ event }) => !inOld.has(event.id));
    if (lost.length === 0) return;
    const subject = `Generation ${building.generation} of ${title}`;
    const which = lost.map(({ event }) => `${event.type} at position ${event.position}`).join(', ');
    alarm.raise(
      'generation-blocked',
      `${subject} parked ${which}, which the active one has applied: ` + 'retry or skip them, then it takes over.',
      subject,
    );
    throw new NotYet();
  }

  private async replace(tx: Transaction, active: Generation, next: Generation): Promise<void> {
    const { generations, projection } = this.parts;
    await tx.query(
      `UPDATE projection_scan n SET position = o.position, event_id = o.event_id FROM projection_scan o
       WHERE n.projection = $1 AND n.generation = $3 AND o.projection = $1 AND o.generation = $2`,
      [projection.name, active.generation, next.generation],
    );
    await generations.retire(tx, active.generation);
    await generations.activate(tx, next.generation);
  }

  private async swapTables(tx: Transaction): Promise<void> {
    const { tables } = this.parts.projection;
    if (tables.length === 0) return;
    await tx.query(`SET LOCAL lock_timeout = '2s'`); // a long report on the old table must not hold up the projection
    await tx.query('SELECT swap_shadow_tables($1)', [tables]);
  }

  private async unlessNotYet(work: (tx: Transaction) => Promise<void>): Promise<boolean> {
    try {
      await inTransaction(this.parts.pool, work);
      return true;
    } catch (error) {
      if (error instanceof NotYet) return false;
      throw error;
    }
  }
}
