/** Tells tailers of a source's log that something was committed. A hint: who misses it finds the event by polling. */
export class LogSignal {
  private readonly listeners = new Map<string, Set<() => void>>();

  /** Call after the commit, never before: a tailer that comes too early sleeps until its next poll. */
  wake(source: string): void {
    for (const listener of this.listeners.get(source) ?? []) listener();
  }

  /** Calls `listener` at every wake of `source` until the returned function is called. */
  onWake(source: string, listener: () => void): () => void {
    const listeners = this.listeners.get(source) ?? new Set();
    this.listeners.set(source, listeners.add(listener));
    return () => void listeners.delete(listener);
  }
}
