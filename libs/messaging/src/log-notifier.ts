import type { LogSignal } from './log-signal.js';
import type { Queryable } from './queryable.js';

/** Least milliseconds between two NOTIFYs: every one takes a lock that all of the cluster's notifiers share. */
const INTERVAL_MS = 5;

/** The PostgreSQL channel on which commits to a service's log are told. */
export function logChannel(service: string): string {
  return `lianban_log_${service}`;
}

/**
 * Tells other processes of this process's commits by NOTIFY, outside their transactions: the first one at once, those
 * that follow within a few milliseconds together. Needed where a log's reader runs in another process.
 */
export class LogNotifier {
  private readonly unsubscribe: () => void;
  private timer: NodeJS.Timeout | undefined;
  private again = false;

  constructor(
    signal: LogSignal,
    private readonly service: string,
    private readonly database: Queryable,
  ) {
    this.unsubscribe = signal.onWake(service, (origin) => {
      if (origin === 'here') this.notify(); // else two processes would wake each other for ever
    });
  }

  close(): void {
    this.unsubscribe();
    clearTimeout(this.timer);
  }

  private notify(): void {
    this.again = this.timer !== undefined;
    if (this.again) return;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      if (this.again) this.notify();
    }, INTERVAL_MS);
    // Lost with the connection, it costs a reader its next poll.
    this.database.query(`SELECT pg_notify($1, '')`, [logChannel(this.service)]).catch(() => undefined);
  }
}
