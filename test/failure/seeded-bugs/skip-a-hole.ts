import { HoleSafeTailer, type LogEvent } from '#messaging';
import { wrapProjection, type Runner, type SeededBug } from './bug.js';

/** What the tailer asks about the events that it has read. */
interface Judging {
  judge: (from: unknown, events: LogEvent[]) => { safe: LogEvent[]; fresh: never[] };
}

/**
 * The tailer passes positions that a transaction is still about to commit. `prev` would show what was missed: each event
 * is taken to follow what was read before it, as in a log without `prev`.
 */
export const SKIP_A_HOLE: SeededBug = {
  name: 'a hole is skipped too early',
  foundBy: 'facts for scoring are what happened',
  needsSlowCommits: true,
  install: (_app, runtimes) => {
    (HoleSafeTailer.prototype as unknown as Judging).judge = (_from, events) => ({ safe: events, fresh: [] });
    wrapProjection(runtimes, 'assessment', 'facts', () => ({ runner: chainAnew }));
  },
};

function chainAnew(runner: Runner): void {
  const last = new Map<number, LogEvent>();
  const process = runner.process.bind(runner);
  runner.process = (events, options) => {
    const chained = events.map((event) => {
      const before = last.get(event.slot);
      last.set(event.slot, event);
      return before ? { ...event, prev: before.position, prevId: before.id } : event;
    });
    return process(chained, options);
  };
}
