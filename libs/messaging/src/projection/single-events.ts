import { describeFailure, failureClass } from '../failure/failure-class.js';
import type { LogEvent } from '../log-event.js';
import type { Mark } from '../marks/mark.js';
import { verdict } from '../marks/verdict.js';
import type { Applied, ApplyOptions, BatchTransaction } from './batch-transaction.js';
import { present } from '../present.js';
import type { ProjectionParts } from './projection-parts.js';

/** Attempts that may end with the process before the event is taken for the reason. */
export const MAX_ATTEMPTS = 3;

/** Applies a batch with one transaction per handled event, and parks the event that is refused or that kills. */
export class SingleEvents {
  private readonly types: ReadonlySet<string>;
  /** Counts that could not be taken back while the database was away: a few outages would be held against their event. */
  private readonly owed: { generation: number; event: LogEvent }[] = [];

  constructor(
    private readonly parts: ProjectionParts,
    private readonly batch: BatchTransaction,
  ) {
    this.types = new Set(parts.projection.types);
  }

  async apply(generation: number, events: readonly LogEvent[], options: ApplyOptions = {}): Promise<Applied> {
    try {
      const marks = await this.parts.marks.read(this.parts.database, generation);
      for (const run of this.runs(events, new Map(marks.map((mark) => [mark.slot, mark])))) {
        if (this.parts.stopping.aborted) return { kind: 'stopping' };
        const applied = await this.applyRun(generation, run, options);
        if (applied.kind !== 'ok') return applied;
      }
      return { kind: 'ok' };
    } catch (error) {
      return { kind: 'failed', error };
    }
  }

  private async applyRun(generation: number, run: readonly LogEvent[], options: ApplyOptions): Promise<Applied> {
    const { attempts, database } = this.parts;
    const event = present(run.at(-1), 'an event in each run');
    for (let owed = this.owed.pop(); owed; owed = this.owed.pop()) await this.takeBack(owed.generation, owed.event);
    const count = await attempts.count(database, generation, event);
    const died = count > MAX_ATTEMPTS ? `the process ended in each of ${MAX_ATTEMPTS} attempts` : undefined;
    let applied = await this.attempt(generation, run, event, options, died);
    if (applied.kind === 'failed' && failureClass(applied.error) === 'refused') {
      applied = await this.attempt(generation, run, event, options, describeFailure(applied.error));
    }
    // Not the event's fault: taken back, or an outage would be held against it.
    if (applied.kind !== 'ok' && count > 0) await this.takeBack(generation, event);
    return applied;
  }

  private async takeBack(generation: number, event: LogEvent): Promise<void> {
    const { attempts, database } = this.parts;
    try {
      await attempts.takeBack(database, generation, event);
    } catch (error) {
      this.owed.push({ generation, event });
      throw error;
    }
  }

  private attempt(
    generation: number,
    run: readonly LogEvent[],
    event: LogEvent,
    options: ApplyOptions,
    error?: string,
  ): Promise<Applied> {
    const park = error === undefined ? undefined : { eventId: event.id, error };
    return this.batch.apply(generation, run, { ...options, counted: event, park });
  }

  /**
   * Each run ends with an event that the handler will get; those that it ignores or was given before cannot fail and go
   * along. After a restart under load most of a first batch was seen before. Only an ignored event that moves the mark
   * of the handled one is committed before it: until then that one is not next in line, and a death at it not counted.
   */
  private runs(events: readonly LogEvent[], marks: ReadonlyMap<number, Mark>): LogEvent[][] {
    const runs: LogEvent[][] = [];
    const ignored = new Set<number>();
    let run: LogEvent[] = [];
    const close = () => {
      runs.push(run);
      run = [];
      ignored.clear();
    };
    for (const event of events) {
      const mark = marks.get(event.slot);
      const seen = mark !== undefined && verdict(event, mark) === 'seen';
      const handled = !seen && this.types.has(event.type);
      if (handled && ignored.has(event.slot)) close();
      run.push(event);
      if (handled) close();
      else if (!seen) ignored.add(event.slot);
    }
    if (run.length > 0) close();
    return runs;
  }
}
