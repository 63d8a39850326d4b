import { LogConnection } from '../database/log-connection.js';
import type { EventPath } from '../event-path.js';
import { describeFailure } from '../failure/failure-class.js';
import { logChannel } from '../log-notifier.js';
import { Sleeper } from '../relay/sleeper.js';
import type { RunningProjection, Transport } from '../transport.js';
import { SourceTail } from './source-tail.js';

export interface PostgresTransportOptions {
  /** Milliseconds until a commit that nobody told us of is found. Default 2 s. */
  pollInterval?: number;
  /** Milliseconds between two looks for what never arrived. Default 60 s. */
  lookInterval?: number;
  /** Milliseconds after which an open hole in a log alarms. Default 5 s. */
  alarmAfter?: number;
}

const OPEN_PAUSE_MS = 1_000;

/** Brings events without a broker: each service tails the logs of its sources, over one connection per database. */
export class PostgresTransport implements Transport {
  private readonly connections = new Map<string, LogConnection>();
  private readonly tails = new Map<string, SourceTail>();
  private readonly sleepers: Sleeper[] = [];
  private tasks: Promise<void>[] = [];
  private stopping = false;

  constructor(
    private readonly path: EventPath,
    private readonly options: PostgresTransportOptions = {},
  ) {}

  async start(projections: readonly RunningProjection[]): Promise<void> {
    this.tasks = projections.map((projection) => this.tend(projection));
  }

  async stop(): Promise<void> {
    this.stopping = true;
    for (const sleeper of this.sleepers) sleeper.close();
    await Promise.all(this.tasks);
    await Promise.all([...this.tails.values()].map((tail) => tail.stop()));
    await Promise.all([...this.connections.values()].map((connection) => connection.close()));
  }

  /** Opens a projection, lets it follow its source, and looks now and then for what never arrived. */
  private async tend(projection: RunningProjection): Promise<void> {
    const sleeper = new Sleeper(this.path.signal, projection.source);
    this.sleepers.push(sleeper);
    while (!this.stopping && !(await this.opened(projection))) await sleeper.sleepThrough(OPEN_PAUSE_MS);
    if (!this.stopping) this.tailOf(projection.source).add(projection);
    for (let oneByOne = true; !this.stopping; oneByOne = false) {
      await sleeper.sleepThrough(this.options.lookInterval ?? 60_000);
      if (!this.stopping) await projection.look({ oneByOne });
    }
  }

  private async opened(projection: RunningProjection): Promise<boolean> {
    try {
      await projection.open();
      return true;
    } catch (error) {
      const what = `Projection ${projection.name} of ${this.path.service} cannot be opened now`;
      this.path.alarm.raise('path-failing', `${what}: ${describeFailure(error)}.`, what);
      return false;
    }
  }

  private tailOf(source: string): SourceTail {
    let tail = this.tails.get(source);
    if (!tail) {
      const log = this.path.addressOf(source);
      const { signal, alarm } = this.path;
      const connection = this.connectionTo(log.url);
      connection.listen(logChannel(source), () => signal.wake(source, 'elsewhere'));
      const { alarmAfter, pollInterval = 2_000 } = this.options;
      tail = new SourceTail({ log, connection, signal, alarm, pollInterval, alarmAfter });
      this.tails.set(source, tail);
    }
    return tail;
  }

  private connectionTo(url: string): LogConnection {
    let connection = this.connections.get(url);
    if (!connection) {
      connection = new LogConnection(url, `lianban-${this.path.service}-tail`);
      this.connections.set(url, connection);
    }
    return connection;
  }
}
