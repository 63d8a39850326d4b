/** The only source of "now" for rules, limits and records. Tokens, leases and the broker keep the machine's time. */
export interface Clock {
  now(): Date;
}

/** Injection token of the process's one clock. */
export const CLOCK = Symbol('CLOCK');

export class SystemClock implements Clock {
  now(): Date {
    return new Date();
  }
}

/** A clock that stands until it is moved; used by tests and by the demo, refused in production. */
export class MovableClock implements Clock {
  constructor(private current: Date) {}

  now(): Date {
    return new Date(this.current);
  }

  /** Moves to `to`. An earlier moment is allowed only in tests; the demo's command refuses it before it gets here. */
  moveTo(to: Date): void {
    this.current = new Date(to);
  }
}
