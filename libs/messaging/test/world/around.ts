import type { LogEvent, Outcome, RunningProjection, Transport } from '#messaging';

/** What a test does before and after a batch goes to a projection. */
export interface Around {
  before?: (events: readonly LogEvent[]) => Promise<void>;
  after?: (events: readonly LogEvent[], outcome: Outcome) => Promise<void>;
}

/** The transport, its projections with `around` about every batch that it brings. */
export function withAround(transport: Transport, around: Around): Transport {
  return {
    start: (projections) => transport.start(projections.map((projection) => aroundProcess(projection, around))),
    stop: () => transport.stop(),
  };
}

function aroundProcess(projection: RunningProjection, { before, after }: Around): RunningProjection {
  return {
    name: projection.name,
    source: projection.source,
    open: () => projection.open(),
    look: (options) => projection.look(options),
    checkAll: () => projection.checkAll(),
    scannedTo: () => projection.scannedTo(),
    process: async (events, options) => {
      await before?.(events);
      const outcome = await projection.process(events, options);
      await after?.(events, outcome);
      return outcome;
    },
  };
}
