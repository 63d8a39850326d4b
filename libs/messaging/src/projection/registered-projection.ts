import type { LogEvent, NewEvent } from '../log-event.js';
import type { Queryable } from '../queryable.js';

/** What a projection declares about itself. */
export interface ProjectionOptions {
  /** The consuming service. */
  service: string;
  /** Unique within the service, for ever: marks are kept under it. */
  name: string;
  /** The service whose log it follows. */
  source: string;
  /** Event types it takes. A changed list starts a new generation. */
  types: readonly string[];
  /** False when the handler acts outside `tables` (mail, own events): it is never run again over what it has seen. Default true. */
  rebuildable?: boolean;
  /** Tables that this projection alone writes. A rebuild fills copies of them and swaps; they have no foreign keys. */
  tables?: readonly string[];
}

/** The open transaction of a batch. */
export interface ProjectionContext {
  query: Queryable['query'];
  /** Name of one of the projection's tables in the generation being written. */
  table(name: string): string;
  readonly generation: number;
  /** Whether this generation is being built beside the active one. */
  readonly replay: boolean;
  /** Appends events to the service's own log as the transaction's last statement. Refused in a rebuildable projection. */
  append(events: readonly NewEvent[]): void;
  /** Runs after the commit, never after a rollback. */
  afterCommit(action: () => void): void;
}

/** Events of the projection's types, in log order; awaited, or an Observable that is read to its end. */
export type ProjectionHandler = (batch: readonly LogEvent[], context: ProjectionContext) => unknown;

export interface RegisteredProjection extends Required<ProjectionOptions> {
  handle: ProjectionHandler;
}
