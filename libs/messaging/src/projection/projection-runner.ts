import { describeFailure, failureClass } from '../failure/failure-class.js';
import { GenerationBuilder } from '../generations/generation-builder.js';
import type { Generation } from '../generations/generations.js';
import { Healing, type Healed } from '../healing/healing.js';
import type { Comparison } from '../healing/log-check.js';
import type { LogEvent, LogPlace } from '../log-event.js';
import type { LookOptions, Outcome, ProcessOptions, RunningProjection } from '../transport.js';
import { BatchTransaction, type Applied } from './batch-transaction.js';
import type { ProjectionParts } from './projection-parts.js';
import { SingleEvents } from './single-events.js';
import type { Obstacle } from './sort-out.js';

/** How often a gap may be found empty before it is taken for a fault of the log: a reader may come before the commit shows. */
const EMPTY_GAPS = 3;
/** How many generations may turn out to be retired before the comparison is left to the next look. */
const COMPARISONS = 3;

/** Runs one projection: judges, heals, applies, parks, and stops when the source is no longer what was applied. */
export class ProjectionRunner implements RunningProjection {
  readonly name: string;
  readonly source: string;
  readonly batch: BatchTransaction;
  readonly single: SingleEvents;
  readonly healing: Healing;
  readonly builder: GenerationBuilder;
  private known: Generation | undefined;
  private stopped: { generation: number; why: string } | undefined;

  constructor(readonly parts: ProjectionParts) {
    this.name = parts.projection.name;
    this.source = parts.projection.source;
    this.batch = new BatchTransaction(parts);
    this.single = new SingleEvents(parts, this.batch);
    this.healing = new Healing(parts, this.batch, this.single);
    this.builder = new GenerationBuilder(parts, this.batch, this.healing);
  }

  /** Why an operator must act; undefined while the projection may run. */
  get stoppedBecause(): string | undefined {
    return this.stopped?.why;
  }

  async open(): Promise<void> {
    this.known = await this.parts.generations.open();
    this.builder.start();
    await this.checkAll();
  }

  async process(events: readonly LogEvent[], options: ProcessOptions = {}): Promise<Outcome> {
    try {
      return await this.processUntilSettled(events, options);
    } catch (error) {
      return this.failed(error);
    }
  }

  async look({ slot, oneByOne }: LookOptions = {}): Promise<Outcome> {
    try {
      if (await this.parts.generations.find('building')) this.builder.start(); // begun by a process that is gone
      if (this.stopped) await this.goOnWhenWhole();
      const compared = await this.compare(slot);
      if (typeof compared === 'string') return compared;
      const { generation, lost, behind } = compared;
      if (lost) return this.stop(generation, lost.why);
      for (const mark of behind) {
        const healed = await this.healing.catchUp(generation, mark, undefined, { oneByOne });
        if (healed.kind === 'failed') return this.failed(healed.error);
        if (healed.kind === 'restored') return this.stop(generation, describe(healed));
        if (healed.kind === 'stopping') return 'retry';
      }
      return 'done';
    } catch (error) {
      return this.failed(error);
    }
  }

  async checkAll(): Promise<boolean> {
    const compared = await this.compare();
    if (typeof compared === 'string') return compared !== 'stopped';
    if (compared.lost) this.stop(compared.generation, compared.lost.why);
    return !compared.lost;
  }

  async scannedTo(): Promise<LogPlace> {
    const { marks, database } = this.parts;
    const known = await this.activeGeneration();
    const place = await marks.scannedTo(database, known.generation);
    if (place) return place;
    this.refresh(); // retired meanwhile
    const { generation } = await this.activeGeneration();
    return (await marks.scannedTo(database, generation)) ?? { position: 0, id: null };
  }

  /** Forgets which generation is active, after an operator has changed it. */
  refresh(): void {
    this.known = undefined;
  }

  private async processUntilSettled(events: readonly LogEvent[], options: ProcessOptions): Promise<Outcome> {
    const progress: Progress = { batch: events, oneByOne: options.oneByOne ?? false, emptyGaps: 0 };
    while (progress.batch.length > 0) {
      if (this.parts.stopping.aborted) return 'retry';
      const generation = await this.generation();
      if (typeof generation === 'string') return generation;
      const way = progress.oneByOne ? this.single : this.batch;
      const applied = await way.apply(generation.generation, progress.batch, { tailed: options.tailed });
      const outcome = await this.settle(generation, applied, progress, options);
      if (outcome) return outcome;
    }
    return 'done';
  }

  /** The batch's outcome, or undefined when it is to be judged again. */
  private async settle(
    generation: Generation,
    applied: Applied,
    progress: Progress,
    options: ProcessOptions,
  ): Promise<Outcome | undefined> {
    switch (applied.kind) {
      case 'ok':
        return 'done';
      case 'busy':
        return 'busy';
      case 'unread':
      case 'stopping':
        return 'retry';
      case 'retired':
        this.refresh();
        return undefined;
      case 'restored':
        return this.stop(generation, describe(applied));
      case 'failed':
        if (progress.oneByOne || failureClass(applied.error) === 'transient') return this.failed(applied.error);
        progress.oneByOne = true; // to find out which event it is
        return undefined;
      case 'gap':
      case 'other-epoch':
        return this.settleHealed(generation, applied, progress, options);
    }
  }

  private async settleHealed(
    generation: Generation,
    obstacle: Obstacle,
    progress: Progress,
    { tailed }: ProcessOptions,
  ): Promise<Outcome | undefined> {
    const healed = await this.heal(generation, obstacle, progress.oneByOne);
    switch (healed.kind) {
      case 'lost':
        return this.stop(generation, healed.lost.why);
      case 'restored':
        return this.stop(generation, describe(healed));
      case 'failed':
        return this.failed(healed.error);
      case 'stale':
        if (tailed) return 'retry'; // the log itself changed: read it anew
        progress.batch = progress.batch.filter((event) => event !== obstacle.event);
        return undefined;
      case 'empty':
        return ++progress.emptyGaps > EMPTY_GAPS ? this.stop(generation, describe(obstacle)) : undefined;
      case 'again':
      case 'gap':
      case 'other-epoch':
      case 'retired':
      case 'busy':
      case 'unread':
      case 'stopping':
        return undefined; // the marks may have moved, by us or by another
    }
  }

  private heal(generation: Generation, obstacle: Obstacle, oneByOne: boolean): Promise<Healed> {
    const { event, mark } = obstacle;
    return obstacle.kind === 'gap'
      ? this.healing.fillGap(generation, event, mark, oneByOne)
      : this.healing.settleEpoch(generation, event, mark);
  }

  /** The active generation's marks beside the log, or why they cannot be compared now. */
  private async compare(
    slot?: number,
  ): Promise<(Comparison & { generation: Generation }) | 'idle' | 'stopped' | 'retry'> {
    for (let tries = 0; tries < COMPARISONS; tries++) {
      const generation = await this.generation();
      if (typeof generation === 'string') return generation;
      const comparison = await this.healing.check.compare(generation, slot);
      if (comparison) return { generation, ...comparison };
      this.refresh(); // retired by a swap of which no batch has told us
    }
    return 'retry';
  }

  /** The generation to write to, or why there is none now. */
  private async generation(): Promise<Generation | 'idle' | 'stopped'> {
    if (this.stopped) this.refresh();
    const active = await this.activeGeneration();
    if (this.stopped?.generation === active.generation) return 'stopped';
    this.stopped = undefined;
    if (this.parts.generations.fits(active)) return active;
    this.refresh(); // the swap will show
    return 'idle';
  }

  private async activeGeneration(): Promise<Generation> {
    return (this.known ??= await this.parts.generations.open());
  }

  /** Stopped for nothing: the log was asked while it could not be trusted, or a stranger's event was taken for the source's. */
  private async goOnWhenWhole(): Promise<void> {
    const { stopped } = this;
    const compared = await this.healing.check.compare(await this.parts.generations.open());
    if (compared && !compared.lost && this.stopped === stopped) this.stopped = undefined; // not stopped anew meanwhile
  }

  private stop({ generation }: Generation, why: string): 'stopped' {
    const { alarm, title } = this.parts;
    if (this.stopped?.generation !== generation) {
      alarm.raise(
        'projection-stopped',
        `${title} stopped: ${why}. If ${this.source} was put back to an earlier state, follow the ` +
          'procedure of docs/event-path.md (operator:renew-epoch, then POST operator/restored-sources); nothing is applied until then.',
        title,
      );
    }
    this.stopped = { generation, why };
    return 'stopped';
  }

  private failed(error: unknown): 'retry' {
    const { alarm, title } = this.parts;
    alarm.raise('path-failing', `${title} rolled back and tries again: ${describeFailure(error)}.`, title);
    return 'retry';
  }
}

interface Progress {
  batch: readonly LogEvent[];
  oneByOne: boolean;
  emptyGaps: number;
}

function describe({ event, met }: Obstacle): string {
  return (
    `event ${event.id} at position ${event.position} (after ${event.prev}) does not follow the one at ` +
    `${met.position} of slot ${met.slot}`
  );
}
