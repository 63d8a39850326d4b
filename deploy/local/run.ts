import { ConfigurationError } from '#platform/config';
import { ApiRefusal } from '../../apps/standalone/src/sample/public-api.js';
import { followNpm } from './npm-parent.js';

const STOP_LIMIT_MS = 30_000;
/** A terminal sends Ctrl-C to the whole group, and npm passes it on: one press can arrive twice. */
const SAME_PRESS_MS = 1_000;

/** One run of a program in a terminal: what it says, what it must stop and why it ends. */
export interface Run {
  /** Says which step begins. Throws where the run was asked to stop meanwhile: no further step begins then. */
  say(line: string): void;
  /** Prints a line about the present step. */
  note(line: string): void;
  /** `stop` runs when the run ends; what was started last is stopped first. */
  onStop(name: string, stop: () => Promise<void>): void;
  /** Ends the run with an error when `gone` resolves while it is not being stopped. */
  diesWith(gone: Promise<void>, message: string): void;
}

/** Thrown by `say` through a start that nobody waits for any more. */
class AskedToStop extends Error {}

/**
 * Runs `start`, then waits for Ctrl-C, SIGTERM, a closed terminal or the death of the npm that started it, and stops
 * everything in order. A second Ctrl-C ends at once. Sets the exit code and ends the process.
 */
export async function runUntilStopped(start: (run: Run) => Promise<void>): Promise<never> {
  const stops: { name: string; stop: () => Promise<void> }[] = [];
  const end = Promise.withResolvers<void>();
  let phase: 'starting' | 'running' | 'ending' = 'starting';
  let asked = false;
  const run: Run = {
    say: (line) => {
      if (asked) throw new AskedToStop();
      print(line);
    },
    note: print,
    onStop: (name, stop) => void stops.push({ name, stop }),
    diesWith: (gone, message) => void gone.then(() => phase !== 'ending' && end.reject(new Error(message))),
  };
  end.promise.catch(() => undefined); // may fail while `start` still runs; awaited below
  listenForStop(() => {
    if (phase === 'starting' && !asked) console.log('\n  Stopping when this step is done; Ctrl-C again ends at once.');
    asked = true;
    end.resolve();
  });
  try {
    await start(run);
    phase = 'running';
    await end.promise;
  } catch (error) {
    if (!(error instanceof AskedToStop)) {
      process.exitCode = 1;
      console.error(`\n${describe(error)}`);
    }
  }
  phase = 'ending';
  await stopAll(stops);
  process.exit();
}

function print(line: string): void {
  console.log(`  ${(performance.now() / 1000).toFixed(1).padStart(5)} s  ${line}`);
}

function listenForStop(stop: () => void): void {
  let askedAt: number | undefined;
  const ask = (): void => {
    if (askedAt !== undefined && performance.now() - askedAt < SAME_PRESS_MS) return;
    if (askedAt !== undefined) process.exit(130); // impatient: PostgreSQL and the broker notice and stop by themselves
    askedAt = performance.now();
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
