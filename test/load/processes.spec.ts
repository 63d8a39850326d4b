import { spawn } from 'node:child_process';
import { expect, it, onTestFinished } from 'vitest';
import { until } from '#testing';
import { memoryOf, processesBelow, processorBetween } from './processes.js';

/** Stands in for a service by its command line, which is what tells the parts apart. */
function busyService(): number {
  const child = spawn('node', ['-e', 'for (;;);', 'dist/apps/tasks/src/main.js'], { stdio: 'ignore' });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child.pid as number;
}

it('counts what a process below another one takes of the processors and of memory, under the name of its part', async () => {
  const pid = busyService();
  const before = await until('it runs', async () => {
    const below = await processesBelow(process.pid);
    return below.some((each) => each.pid === pid && each.part === 'tasks') && below;
  });
  await until('its time passes', async () => {
    const spent = processorBetween(before, await processesBelow(process.pid));
    return (spent.get('tasks') ?? 0) >= 100;
  });
  expect(await memoryOf(pid)).toBeGreaterThan(1);
});

it('a process that is not below is not counted', async () => {
  const pid = busyService();
  expect(await processesBelow(pid)).toHaveLength(1);
  expect((await processesBelow(process.pid)).map((each) => each.pid)).toContain(pid);
  expect((await processesBelow(pid)).map((each) => each.pid)).not.toContain(process.pid);
});
