import { ConfigurationError } from '#platform';
import { ApiRefusal } from '../../apps/standalone/src/sample/public-api.js';
import { followNpm } from './npm-parent.js';

const STOP_LIMIT_MS = 30_000;

/** One run of a program in a terminal: what it says, what it must stop and why it ends. */
export interface Run {
  /** Prints a line of progress. */
  say(line: string): void;
  /** `stop` runs when the run ends; what was started last is stopped first. */
  onStop(name: string, stop: () => Promise<void>): void;
  /** Ends the run with an error when `gone` resolves while it is not being stopped. */
  diesWith(gone: Promise<void>, message: string): void;
}

/**
 * Runs `start`, then waits for Ctrl-C, SIGTERM, a closed terminal or the death of the npm that started it, and stops
 * everything in order. A second Ctrl-C ends at once. Sets the exit code and ends the process.
 */
export async function runUntilStopped(start: (run: Run) => Promise<void>): Promise<never> {
  const stops: { name: string; stop: () => Promise<void> }[] = [];
  const end = Promise.withResolvers<void>();
  let ending = false;
  const run: Run = {
    say: (line) => console.log(`  ${(performance.now() / 1000).toFixed(1).padStart(5)} s  ${line}`),
    onStop: (name, stop) => void stops.push({ name, stop }),
    diesWith: (gone, message) => void gone.then(() => !ending && end.reject(new Error(message))),
  };
  end.promise.catch(() => undefined); // may fail while `start` still runs; awaited below
  listenForStop(end.resolve);
  try {
    await start(run);
    await end.promise;
  } catch (error) {
    process.exitCode = 1;
    console.error(`\n${describe(error)}`);
  }
  ending = true;
  await stopAll(stops);
  process.exit();
}

function listenForStop(stop: () => void): void {
  let asked = false;
  const ask = (): void => {
    if (asked) process.exit(130); // impatient: PostgreSQL and the broker notice and stop by themselves
    asked = true;
    stop();
  };
  process.on('SIGINT', ask).on('SIGTERM', ask).on('SIGHUP', ask);
  process.on('disconnect', stop); // a program that started it and is gone; never happens in a terminal
  followNpm(stop);
}

async function stopAll(stops: { name: string; stop: () => Promise<void> }[]): Promise<void> {
  if (stops.length === 0) return;
  console.log('\n  Stopping …');
  const limit = setTimeout(() => {
    console.error(`  Not stopped within ${STOP_LIMIT_MS / 1000} s, giving up.`);
    process.exit(1);
  }, STOP_LIMIT_MS);
  for (const { name, stop } of stops.reverse()) {
    await stop().catch((error: unknown) => console.error(`  ${name} did not stop in order: ${describe(error)}`));
  }
  clearTimeout(limit);
  console.log('  Stopped.');
}

/** An error that we wrote says what to do; any other is a fault, and its stack trace says where. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const ours = error.constructor === Error || error instanceof ConfigurationError || error instanceof ApiRefusal;
  return ours ? error.message : (error.stack ?? error.message);
}
