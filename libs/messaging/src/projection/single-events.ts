import { describeFailure, failureClass } from '../failure/failure-class.js';
import type { LogEvent } from '../log-event.js';
import type { Applied, ApplyOptions, BatchTransaction } from './batch-transaction.js';
import type { ProjectionParts } from './projection-parts.js';

/** Attempts that may end with the process before the event is taken for the reason. */
export const MAX_ATTEMPTS = 3;

/** Applies a batch with one transaction per handled event, and parks the event that is refused or that kills. */
export class SingleEvents {
  private readonly types: ReadonlySet<string>;

  constructor(
    private readonly parts: ProjectionParts,
    private readonly batch: BatchTransaction,
  ) {
    this.types = new Set(parts.projection.types);
  }

  async apply(generation: number, events: readonly LogEvent[], options: ApplyOptions = {}): Promise<Applied> {
    for (const run of this.runs(events)) {
      const applied = await this.applyRun(generation, run, options);
      if (applied.kind !== 'ok') return applied;
    }
    return { kind: 'ok' };
  }

  private async applyRun(generation: number, run: readonly LogEvent[], options: ApplyOptions): Promise<Applied> {
    const { attempts, database } = this.parts;
    const event = run.at(-1)!;
    try {
      const count = await attempts.count(database, generation, event);
      const died = count > MAX_ATTEMPTS ? `the process ended in each of ${MAX_ATTEMPTS} attempts` : undefined;
      let applied = await this.attempt(generation, run, options, died);
      if (applied.kind === 'failed' && failureClass(applied.error) === 'refused') {
        applied = await this.attempt(generation, run, options, describeFailure(applied.error));
      }
      // Not the event's fault: taken back, or an outage would be held against it.
      if (applied.kind !== 'ok' && count > 0) await attempts.forget(database, generation, event);
      return applied;
    } catch (error) {
      return { kind: 'failed', error };
    }
  }

  private attempt(
    generation: number,
    run: readonly LogEvent[],
    options: ApplyOptions,
    error?: string,
  ): Promise<Applied> {
    const counted = run.at(-1)!;
    const park = error === undefined ? undefined : { eventId: counted.id, error };
    return this.batch.apply(generation, run, { ...options, counted, park });
  }

  /** Each run ends with an event that the handler takes; those it ignores cannot fail and go along. */
  private runs(events: readonly LogEvent[]): LogEvent[][] {
    const runs: LogEvent[][] = [];
    let run: LogEvent[] = [];
    for (const event of events) {
      run.push(event);
      if (!this.types.has(event.type)) continue;
      runs.push(run);
      run = [];
    }
    return run.length > 0 ? [...runs, run] : runs;
  }
}
