/**
 * A named point at which one party of a race stops until the test lets it go on. A test that ends without the point
 * having been reached has shown nothing, so it fails.
 */
export class StoppingPoint {
  private readonly arrival = Promise.withResolvers<void>();
  private readonly departure = Promise.withResolvers<void>();
  private arrived = false;

  constructor(private readonly name: string) {}

  /** Called by the party to be stopped; only the first arrival stops. */
  async pass(): Promise<void> {
    if (this.arrived) return;
    this.arrived = true;
    this.arrival.resolve();
    await this.departure.promise;
  }

  /** Resolves when the party stands at the point; rejects when it does not come within `deadlineMs`. */
  async reached(deadlineMs = 15_000): Promise<void> {
    const late = Promise.withResolvers<never>();
    const timer = setTimeout(() => late.reject(new Error(`Never reached: ${this.name}`)), deadlineMs);
    await Promise.race([this.arrival.promise, late.promise]).finally(() => clearTimeout(timer));
  }

  release(): void {
    this.departure.resolve();
  }
}
