import { until } from '#testing';

/** A named point of a race: whoever arrives waits there, and a test that never sees an arrival fails. */
export class StoppingPoint {
  private arrivals = 0;
  private open = false;
  private readonly waiting: (() => void)[] = [];

  constructor(private readonly name: string) {}

  /** Call at the point; resolves once the point is released. */
  async arrive(): Promise<void> {
    this.arrivals++;
    if (!this.open) await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  /** Resolves when somebody waits at the point; throws after `deadline` milliseconds. */
  async reached(deadline = 30_000): Promise<void> {
    await until(`the point "${this.name}" is reached`, () => this.arrivals > 0, deadline);
  }

  /** Lets everybody go on, also who arrives later. */
  release(): void {
    this.open = true;
    for (const go of this.waiting) go();
  }
}
