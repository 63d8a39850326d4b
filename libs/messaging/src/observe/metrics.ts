/** What the event path counts; the platform binds it to its registry. Projections are named `<service>.<name>`. */
export interface EventPathMetrics {
  /** Events whose effects were committed. */
  applied(projection: string, events: number): void;
  /** Events of types that the projection does not take: their marks moved, nothing else. */
  ignored(projection: string, events: number): void;
  /** Events read from the log because they did not arrive. */
  healed(projection: string, events: number): void;
  /** Events set aside for an operator. */
  parked(projection: string, events: number): void;
  /** Seconds from an event's moment to the commit of its effects, for the last event of a batch. */
  delay(projection: string, seconds: number): void;
  /** Events of the log that the relay has not sent yet. */
  relayBacklog(service: string, events: number): void;
}

export const NO_METRICS: EventPathMetrics = {
  applied: () => undefined,
  ignored: () => undefined,
  healed: () => undefined,
  parked: () => undefined,
  delay: () => undefined,
  relayBacklog: () => undefined,
};
