import { appendEvents } from '../log/append-events.js';
import type { NewEvent } from '../log-event.js';
import type { Transaction } from '../database/transaction.js';
import { SHADOW_SUFFIX } from '../persistence/shadow-table-functions.js';
import type { ProjectionContext, RegisteredProjection } from './registered-projection.js';

/** What a handler sees of the batch's transaction. */
export class BatchContext implements ProjectionContext {
  private readonly events: NewEvent[] = [];

  constructor(
    private readonly tx: Transaction,
    private readonly projection: RegisteredProjection,
    readonly generation: number,
    readonly replay: boolean,
  ) {}

  readonly query: ProjectionContext['query'] = (sql, params) => this.tx.query(sql, params);

  table(name: string): string {
    if (!this.projection.tables.includes(name)) {
      throw new Error(`The projection ${this.projection.name} does not declare the table "${name}".`);
    }
    return this.replay ? `${name}${SHADOW_SUFFIX}` : name;
  }

  append(events: readonly NewEvent[]): void {
    if (this.projection.rebuildable) {
      throw new Error(`The projection ${this.projection.name} appends events: declare it with rebuildable: false.`);
    }
    this.events.push(...events);
  }

  afterCommit(action: () => void): void {
    this.tx.afterCommit(action);
  }

  /** Appends what the handler left, as the transaction's last statement. */
  flush(): Promise<void> {
    return appendEvents(this.tx, this.events);
  }

  get hasEvents(): boolean {
    return this.events.length > 0;
  }
}
