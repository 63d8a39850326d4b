import type { LogSignal } from '../log-signal.js';

/** Sleeps until something was committed. A wake that comes while awake is kept: it may be about what was not read yet. */
export class Sleeper {
  private awake: (() => void) | null = null;
  private woken = false;
  private closed = false;
  private readonly stopListening: () => void;

  constructor(signal: LogSignal, source: string) {
    this.stopListening = signal.onWake(source, () => this.wake());
  }

  /** Resolves at the next wake, at once when one came since the last sleep, or after `milliseconds`. */
  async sleep(milliseconds: number): Promise<void> {
    if (!this.woken) await this.wait(milliseconds);
    this.woken = false;
  }

  /** Resolves after `milliseconds` whatever is committed meanwhile, e.g. while there is nobody to send to. */
  async sleepThrough(milliseconds: number): Promise<void> {
    const until = Date.now() + milliseconds;
    for (let left = milliseconds; left > 0 && !this.closed; left = until - Date.now()) await this.wait(left);
  }

  /** Ends every sleep, now and from now on. */
  close(): void {
    this.closed = true;
    this.stopListening();
    this.awake?.();
  }

  private wake(): void {
    this.woken = true;
    this.awake?.();
  }

  private wait(milliseconds: number): Promise<void> {
    if (this.closed) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.awake?.(), milliseconds);
      this.awake = () => {
        clearTimeout(timer);
        this.awake = null;
        resolve();
      };
    });
  }
}
