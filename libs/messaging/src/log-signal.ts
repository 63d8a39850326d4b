/** Where a commit happened: in this process, or somewhere else that told us. */
export type WakeOrigin = 'here' | 'elsewhere';

type Listener = (origin: WakeOrigin) => void;

/** Tells tailers of a source's log that something was committed. A hint: who misses it finds the event by polling. */
export class LogSignal {
  private readonly listeners = new Map<string, Set<Listener>>();

  /** Call after the commit, never before: a tailer that comes too early sleeps until its next poll. */
  wake(source: string, origin: WakeOrigin = 'here'): void {
    for (const listener of this.listeners.get(source) ?? []) listener(origin);
  }

  /** Calls `listener` at every wake of `source` until the returned function is called. */
  onWake(source: string, listener: Listener): () => void {
    const listeners = this.listeners.get(source) ?? new Set();
    this.listeners.set(source, listeners.add(listener));
    return () => void listeners.delete(listener);
  }
}
