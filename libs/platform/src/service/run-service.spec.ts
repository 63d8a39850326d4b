import { expect, it, onTestFinished, vi } from 'vitest';
import { runService } from './run-service.js';

it('a service that is told to stop twice stops once, in order', async () => {
  const exit = vi.spyOn(process, 'exit').mockImplementation((() => undefined) as never);
  const before = process.listeners('SIGTERM');
  onTestFinished(() => {
    vi.useRealTimers();
    vi.restoreAllMocks();
    const added = process.listeners('SIGTERM').filter((listener) => !before.includes(listener));
    for (const event of ['SIGTERM', 'SIGINT', 'disconnect']) added.forEach((each) => void process.off(event, each));
  });
  vi.spyOn(process, 'send').mockImplementation(() => true); // its parent is the test runner
  const config = { HOST: '127.0.0.1', PORT: 0, LOG_LEVEL: 'silent', DEMO_CLOCK: undefined } as const;
  await runService(() => ({ name: 'test', config, modules: [] }));
  vi.useFakeTimers({ toFake: ['setTimeout'] }); // the last resort must not end the process that runs the tests
  expect([process.emit('SIGTERM'), process.emit('SIGTERM')]).toEqual([true, true]); // without a listener it would be killed
  expect(process.listeners('SIGTERM').length).toBe(before.length + 1);
  await vi.waitUntil(() => exit.mock.calls.length > 0, { timeout: 10_000 });
  expect(exit.mock.calls[0]).toEqual([0]);
});
