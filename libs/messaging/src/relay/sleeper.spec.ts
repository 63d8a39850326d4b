import { describe, expect, it } from 'vitest';
import { LogSignal } from '../log-signal.js';
import { Sleeper } from './sleeper.js';

const LONG = 60_000;

function sleeping() {
  const signal = new LogSignal();
  return { signal, sleeper: new Sleeper(signal, 'tasks') };
}

describe('sleeping until something is committed', () => {
  it('ends at a wake of its source', async () => {
    const { signal, sleeper } = sleeping();
    const slept = sleeper.sleep(LONG);
    signal.wake('tasks');
    await slept;
  });

  it('ends at once when the wake came before, and only once', async () => {
    const { signal, sleeper } = sleeping();
    signal.wake('tasks');
    await sleeper.sleep(LONG);
    let over = false;
    const slept = sleeper.sleep(LONG).then(() => (over = true));
    await Promise.resolve();
    expect(over).toBe(false);
    sleeper.close();
    await slept;
  });

  it('does not end at a wake of another source', async () => {
    const { signal, sleeper } = sleeping();
    let over = false;
    const slept = sleeper.sleep(LONG).then(() => (over = true));
    signal.wake('departments');
    await Promise.resolve();
    expect(over).toBe(false);
    sleeper.close();
    await slept;
  });

  it('ends when its time is over', async () => {
    await sleeping().sleeper.sleep(1);
  });

  it('goes on through wakes when there is nothing to be done about them', async () => {
    const { signal, sleeper } = sleeping();
    const start = performance.now();
    const slept = sleeper.sleepThrough(20);
    signal.wake('tasks');
    await slept;
    expect(performance.now() - start).toBeGreaterThanOrEqual(19);
  });

  it('never begins once it is closed', async () => {
    const { sleeper } = sleeping();
    sleeper.close();
    await sleeper.sleep(LONG);
    await sleeper.sleepThrough(LONG);
  });
});
