import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { runUntilStopped, type Run } from './run.js';

/** Signals reach the run through these instead of the process that runs the tests. */
let signals: Map<string, () => void>;
let printed: string[];
const exit = vi.fn<(code?: number) => void>();

beforeEach(() => {
  signals = new Map();
  printed = [];
  exit.mockReset();
  vi.useFakeTimers({ toFake: ['performance', 'setTimeout', 'clearTimeout'] });
  vi.stubEnv('npm_lifecycle_event', undefined); // whoever runs these tests is not what the run must follow
  vi.spyOn(process, 'exit').mockImplementation(exit as never);
  vi.spyOn(process, 'on').mockImplementation((name, listener) => {
    signals.set(name as string, listener as () => void);
    return process;
  });
  for (const stream of ['log', 'error'] as const) {
    vi.spyOn(console, stream).mockImplementation((line: string) => void printed.push(line));
  }
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  process.exitCode = undefined;
});

function press(signal: string): void {
  signals.get(signal)?.();
}

/** A run whose start is over when `started` resolves, and whose stop lasts until `release` is called. */
function runWithSlowStop(): { ended: Promise<void>; started: Promise<void>; release: () => void } {
  const started = Promise.withResolvers<void>();
  const released = Promise.withResolvers<void>();
  const ended = runUntilStopped(async (run) => {
    run.onStop('services', () => released.promise);
    started.resolve();
  });
  return { ended, started: started.promise, release: released.resolve };
}

it('takes a Ctrl-C that both the terminal and npm send for one, and stops in order', async () => {
  const { ended, started, release } = runWithSlowStop();
  await started;
  press('SIGINT');
  await vi.advanceTimersByTimeAsync(900);
  press('SIGINT');
  expect(exit).not.toHaveBeenCalled();
  release();
  await ended;
  expect(printed.at(-1)).toContain('Stopped.');
  expect(exit.mock.calls).toEqual([[]]);
});

it('ends at once when it is asked again later', async () => {
  const { ended, started, release } = runWithSlowStop();
  await started;
  press('SIGINT');
  await vi.advanceTimersByTimeAsync(1_100);
  press('SIGINT');
  expect(exit).toHaveBeenCalledWith(130);
  release();
  await ended;
});

it('asked while it starts, says so, begins no further step and stops what it has started', async () => {
  const stopped: string[] = [];
  const step = Promise.withResolvers<void>();
  const start = async (run: Run): Promise<void> => {
    run.say('first step');
    run.onStop('first', async () => void stopped.push('first'));
    await step.promise;
    run.note('about the first step');
    run.say('second step');
    run.onStop('second', async () => void stopped.push('second'));
  };
  const ended = runUntilStopped(start);
  press('SIGTERM');
  expect(printed.join('\n')).toContain('Stopping when this step is done');
  step.resolve();
  await ended;
  expect(printed.join('\n')).toContain('about the first step');
  expect(printed.join('\n')).not.toContain('second step');
  expect([stopped, process.exitCode]).toEqual([['first'], undefined]);
});

it('says why a start failed and ends with status 1', async () => {
  await runUntilStopped(async () => Promise.reject(new Error('Port 3000 is in use.')));
  expect([printed.join('\n'), process.exitCode]).toEqual(['\nPort 3000 is in use.', 1]);
});
