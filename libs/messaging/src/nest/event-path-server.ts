import { Server, type CustomTransportStrategy, type MessageHandler } from '@nestjs/microservices';
import { isObservable, lastValueFrom } from 'rxjs';
import { queryableOf } from '../database/run-statement.js';
import { READING_TIMEOUTS } from '../database/statement-timeouts.js';
import { assertLogIsSafe } from '../log/log-assertions.js';
import { transportId } from '../projection/projection.decorator.js';
import type { ProjectionOptions, RegisteredProjection } from '../projection/registered-projection.js';
import type { EventPath } from '../event-path.js';
import type { Transport } from '../transport.js';

/** What `@Projection` leaves on a handler's pattern. */
interface PatternExtras {
  projection?: ProjectionOptions;
}

/**
 * Nest's way to a service's projections: collects the `@Projection` methods of the service and hands them to a
 * transport. One per service; several may share a process.
 */
export class EventPathServer extends Server implements CustomTransportStrategy {
  override readonly propagatesEventHandlerErrors = true; // the runner classifies and reports them

  private starting: Promise<void> | undefined;
  private closing: Promise<void> | undefined;

  constructor(
    private readonly path: EventPath,
    private readonly transport: Transport,
  ) {
    super();
    this.transportId = transportId(path.service);
  }

  /** The base class would chain two handlers of one pattern and run both at once. */
  override addHandler(_pattern: unknown, callback: MessageHandler, isEvent = false, extras?: PatternExtras): void {
    const options = extras?.projection;
    if (!isEvent || !options)
      throw new Error(`Only @Projection methods belong to the event path of ${this.path.service}.`);
    if (this.path.runners.some(({ name }) => name === options.name)) {
      throw new Error(`Two projections of ${this.path.service} are called "${options.name}": marks are kept by name.`);
    }
    const handle: RegisteredProjection['handle'] = async (batch, context) => {
      const result: unknown = await this.path.around(batch, () => callback(batch, context));
      return isObservable(result) ? lastValueFrom(result, { defaultValue: undefined }) : result;
    };
    this.path.add({ rebuildable: true, tables: [], ...options, handle });
  }

  /**
   * Calls back with an error on a database on which the log would not be safe: no handler has run there then. Otherwise
   * while the transport is still connecting, so that the service answers HTTP meanwhile.
   */
  async listen(callback: (error?: unknown) => void): Promise<void> {
    this.starting = this.start();
    try {
      await this.starting;
    } catch (error) {
      return callback(error);
    }
    callback();
  }

  /** Resolves when no handler runs any more; the service's pool may be closed then. Nest closes it once more at the end. */
  close(): Promise<void> {
    return (this.closing ??= this.end());
  }

  private async start(): Promise<void> {
    await assertLogIsSafe(queryableOf(this.path.pool, READING_TIMEOUTS.query_timeout));
    if (!this.closing) await this.transport.start(this.path.runners);
  }

  private async end(): Promise<void> {
    this.path.stopSoon();
    await this.starting?.catch(() => undefined); // told by `listen`; a transport that starts after its stop would run on
    await this.transport.stop();
    await this.path.close();
  }

  override on(): never {
    throw new Error('The event path reports through its alarms and metrics; it has no events to listen to.');
  }

  override unwrap<T>(): T {
    return this.transport as T;
  }
}
