import type { EventPath } from '../event-path.js';
import type { Generation } from '../generations/generations.js';
import type { Backlog } from '../log/event-log-reader.js';
import { settledPlace } from '../log/settled-place.js';
import type { ParkedEvent } from '../parking/parked-events.js';
import type { ProjectionRunner } from '../projection/projection-runner.js';
import { Drain, type Drained } from './drain.js';
import { acceptRestored, isOfFormerLife, type RestoredReport } from './restored-source.js';

/** How far one projection is behind its source. */
export interface ProjectionLag extends Backlog {
  projection: string;
  source: string;
  generation: number;
  parked: number;
  /** Why it stopped, in this process. */
  stopped: string | null;
}

/** What an operator can do to the projections of one service, in a process of that service. */
export class MessagingOperator {
  constructor(private readonly path: EventPath) {}

  /** Everything parked, in log order per projection. */
  async listParked(): Promise<ParkedEvent[]> {
    const lists: ParkedEvent[][] = [];
    for (const { parts } of this.path.runners) {
      for (const { generation } of await this.generationsOf(parts)) {
        lists.push(await parts.parked.list(parts.database, generation));
      }
    }
    return lists.flat();
  }

  /**
   * Applies the parked events of one aggregate again, in order, up to the first that is refused again.
   *
   * @throws Error when the projection is unknown, or another build's processes must do it; the driver's error when the
   * database is away.
   */
  async retry(projection: string, aggregateId: string): Promise<Drained> {
    const { parts } = this.runner(projection);
    const total: Drained = { applied: 0, left: 0 };
    const holding = await this.generationsHolding(parts, aggregateId);
    for (const generation of holding) parts.generations.refuseForeign(generation);
    for (const { generation } of holding) {
      const drained = await new Drain(parts).retry(generation, aggregateId);
      total.applied += drained.applied;
      total.left += drained.left;
      total.error ??= drained.error;
    }
    return total;
  }

  /**
   * Never applies one parked event, now and in later generations. What waits behind it is applied by `retry`.
   *
   * @param reason why, for whoever asks later; @param by who decided.
   * @throws Error when that event is not parked, or is not the first parked one of its aggregate.
   */
  async skip(projection: string, eventId: string, reason: string, by: string): Promise<void> {
    const { parts } = this.runner(projection);
    let found = false;
    for (const { generation } of await this.generationsOf(parts)) {
      const event = await parts.parked.find(parts.database, generation, eventId);
      if (!event) continue;
      await new Drain(parts).skip(generation, event, reason, by);
      found = true;
    }
    if (!found) throw new Error(`Event ${eventId} is not parked in ${projection}: list what is parked.`);
  }

  async lag(): Promise<ProjectionLag[]> {
    return Promise.all(this.path.runners.map((runner) => lagOf(runner)));
  }

  /**
   * How far one projection is behind.
   *
   * @throws Error when the projection is unknown; the driver's error when its source's log cannot be read.
   */
  lagOf(projection: string): Promise<ProjectionLag> {
    return lagOf(this.runner(projection));
  }

  /** Builds the projection from its source's log into new tables, beside the old ones, and swaps when it has caught up. */
  async rebuild(projection: string): Promise<void> {
    const { parts, builder } = this.runner(projection);
    if (!parts.projection.rebuildable) {
      throw new Error(`${projection} has effects outside its tables and is not rebuilt: they would happen again.`);
    }
    await builder.begin();
    builder.start();
  }

  /**
   * Goes on after `source` was put back to an earlier state (and its epoch renewed): rebuilds what can be rebuilt, lets
   * the rest continue from the log's present end, and tells what had been done for events that are gone. Waits for
   * transactions that are open in the source. A projection that has applied nothing of the log's former life stays as it is.
   *
   * @throws Error when the log still holds every mark, or another build's processes must do it: nothing has changed then.
   */
  async acceptRestoredSource(source: string): Promise<RestoredReport[]> {
    const runners = await this.runnersOfFormerLife(source);
    const end = await settledPlace(this.path.readingDatabase(source), this.path.addressOf(source));
    const reports: RestoredReport[] = [];
    for (const runner of runners) reports.push(await acceptRestored(runner, end));
    this.path.signal.wake(source, 'elsewhere'); // else a reader asleep at the log's end would refill only at its next poll
    return reports;
  }

  private async runnersOfFormerLife(source: string): Promise<ProjectionRunner[]> {
    const { service } = this.path;
    const following = this.path.runners.filter((runner) => runner.source === source);
    if (following.length === 0) throw new Error(`${service} has no projection of ${source}.`);
    const former: ProjectionRunner[] = [];
    for (const runner of following) if (await isOfFormerLife(runner)) former.push(runner);
    if (former.length > 0) return former;
    throw new Error(
      `The log of ${source} holds everything that ${service} has applied of it, so nothing was changed: tables would be ` +
        'emptied, or events passed over, for nothing. If that database was put back to an earlier state, stop the services and ' +
        'run operator:renew-epoch first; to build a projection anew, ask for its rebuild.',
    );
  }

  private runner(projection: string): ProjectionRunner {
    const runner = this.path.runners.find(({ name }) => name === projection);
    if (runner) return runner;
    const names = this.path.runners.map(({ name }) => name).join(', ');
    throw new Error(`${this.path.service} has no projection "${projection}"; it has ${names}.`);
  }

  private async generationsOf({ generations }: ProjectionRunner['parts']): Promise<Generation[]> {
    const found = [await generations.find('active'), await generations.find('building')];
    return found.filter((generation) => generation !== undefined);
  }

  /** Those in which something of the aggregate is parked. */
  private async generationsHolding(parts: ProjectionRunner['parts'], aggregateId: string): Promise<Generation[]> {
    const holding: Generation[] = [];
    for (const each of await this.generationsOf(parts)) {
      if ((await parts.parked.count(parts.database, each.generation, aggregateId)) > 0) holding.push(each);
    }
    return holding;
  }
}

async function lagOf({ parts, name, source, stoppedBecause }: ProjectionRunner): Promise<ProjectionLag> {
  const { generation } = await parts.generations.open();
  const marks = await parts.marks.read(parts.database, generation);
  const behind = await parts.log.behind(marks.map(({ slot, position }) => ({ slot, position })));
  return {
    projection: name,
    source,
    generation,
    ...behind,
    parked: await parts.parked.count(parts.database, generation),
    stopped: stoppedBecause ?? null,
  };
}
