import { setTimeout as pause } from 'node:timers/promises';
import { inTransaction } from '../database/transaction.js';
import { describeFailure } from '../failure/failure-class.js';
import { CHUNK, type Healing } from '../healing/healing.js';
import { placeOf } from '../healing/log-check.js';
import type { Mark } from '../marks/mark.js';
import type { BatchTransaction } from '../projection/batch-transaction.js';
import { present } from '../present.js';
import type { ProjectionParts } from '../projection/projection-parts.js';
import type { Generation } from './generations.js';
import { GenerationSwap } from './generation-swap.js';

const RETRY_MS = 1_000;

/**
 * Builds a new generation from the source's log beside the active one, slot by slot up to the active one's marks, and
 * swaps. A member of the service runs it in the background; when two do, the marks keep them from doing anything twice.
 */
export class GenerationBuilder {
  private readonly swap: GenerationSwap;
  private running: Promise<void> | undefined;

  constructor(
    private readonly parts: ProjectionParts,
    batch: BatchTransaction,
    private readonly healing: Healing,
  ) {
    this.swap = new GenerationSwap(parts, batch);
  }

  /** Goes on with a generation that is being built, or begins one when ours is not the active list of types. */
  start(): void {
    this.running ??= this.run().finally(() => (this.running = undefined));
  }

  /** Resolves when nothing is built any more, soon after the process has begun to stop. */
  async ended(): Promise<void> {
    await this.running;
  }

  /**
   * Begins a new generation with our types; what was being built before is given up.
   *
   * @param anew false to go on with what another process of this build has begun meanwhile
   */
  async begin({ anew = true } = {}): Promise<Generation> {
    const { generations, pool, projection } = this.parts;
    return inTransaction(pool, async (tx) => {
      await generations.lock(tx); // else two that begin at once would drop each other's tables
      const before = await generations.find('building', tx);
      if (before && !anew && generations.fits(before)) return before;
      if (before) await generations.retireIfBuilding(tx, before.generation);
      await tx.query('SELECT create_shadow_tables($1)', [projection.tables]);
      return generations.create(tx, 'building');
    });
  }

  private async run(): Promise<void> {
    const { stopping } = this.parts;
    while (!stopping.aborted) {
      try {
        if (await this.settled()) return;
      } catch (error) {
        const { alarm, title } = this.parts;
        alarm.raise('path-failing', `Building ${title} anew: ${describeFailure(error)}.`, `building ${title}`);
      }
      await pause(RETRY_MS, undefined, { signal: stopping }).catch(() => undefined);
    }
  }

  /** Whether there is nothing left to build. The first line that fits decides; docs/adr/0009 says who waits for whom. */
  private async settled(): Promise<boolean> {
    const { generations, projection } = this.parts;
    const active = await generations.open();
    const building = await generations.find('building');
    if (building && generations.fits(building)) return this.build(active, building);
    if (generations.fits(active)) return true;
    if (await generations.isOutdated(active)) return this.waitToBeReplaced(building ?? active);
    if (!projection.rebuildable) return this.swap.takeOver(active);
    return this.build(active, await this.begin({ anew: false }));
  }

  /** A process that starts as the old build of a rolling deployment soon ends; after a roll-back nobody would come. */
  private waitToBeReplaced(by: Generation): true {
    const { alarm, projection, title } = this.parts;
    const way = projection.rebuildable ? "run the operator's rebuild" : 'go forward to a build with that list';
    alarm.raise(
      'projection-idle',
      `${title} applies nothing here: generation ${by.generation} of another build (${by.types.join(', ')}) came ` +
        `after ours. A rolling deployment ends this by itself; after going back to this build, ${way}.`,
      title,
    );
    return true;
  }

  private async build(active: Generation, building: Generation): Promise<boolean> {
    const begun = new Set<number>();
    while (!this.parts.stopping.aborted) {
      const remaining = await this.catchUp(active, building, begun);
      if (remaining === undefined) return false;
      if (remaining < CHUNK) return this.swap.swap(active, building);
    }
    return true;
  }

  /**
   * One round over all slots; the first events of each that is not among those `begun` are applied one by one, for any of
   * them may end the process. Returns how many events it applied; undefined when it must begin again.
   */
  private async catchUp(active: Generation, building: Generation, begun: Set<number>): Promise<number | undefined> {
    const { marks, database } = this.parts;
    const goals = await marks.read(database, active.generation);
    const own = await marks.read(database, building.generation);
    if (goals.length === 0 || own.length < goals.length) return undefined; // swapped or given up meanwhile
    const compared = await this.healing.check.compare(building);
    if (compared?.lost) return this.giveUp(building, compared.lost.why);
    if ((await this.healing.check.compare(active))?.lost) return undefined; // stopped: an operator must act first
    let applied = 0;
    for (const goal of goals) {
      const mark = present(own[goal.slot], `mark of slot ${goal.slot}`);
      const done = await this.catchUpSlot(building, mark, goal, !begun.has(goal.slot));
      if (done === undefined) return undefined;
      if (done > 0) begun.add(goal.slot);
      applied += done;
    }
    return applied;
  }

  private async catchUpSlot(
    building: Generation,
    own: Mark,
    goal: Mark,
    oneByOne: boolean,
  ): Promise<number | undefined> {
    if (own.position === goal.position) return 0;
    const healed = await this.healing.catchUp(building, own, placeOf(goal), { replay: true, oneByOne });
    if (healed.kind === 'failed') throw healed.error;
    return healed.kind === 'again' ? healed.events : undefined;
  }

  private async giveUp(building: Generation, why: string): Promise<undefined> {
    const { generations, pool, projection, alarm, title } = this.parts;
    await inTransaction(pool, async (tx) => {
      if (!(await generations.retireIfBuilding(tx, building.generation))) return;
      await tx.query('SELECT drop_shadow_tables($1)', [projection.tables]);
    });
    alarm.raise('generation-blocked', `Generation ${building.generation} of ${title} is given up: ${why}.`);
    return undefined;
  }
}
