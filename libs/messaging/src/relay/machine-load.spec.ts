import { describe, expect, it } from 'vitest';
import { MachineLoad, type ProcessorTimes } from './machine-load.js';

describe('the load of the machine', () => {
  it('is the share of the time between two looks that was not idle', () => {
    let now = 0;
    let times: ProcessorTimes = { idle: 100, total: 1_000 };
    const load = new MachineLoad(
      () => times,
      () => now,
    );
    expect(load.busy()).toBe(0);
    [now, times] = [600, { idle: 400, total: 2_200 }];
    expect(load.busy()).toBe(0.75);
  });

  it('is not looked at again within half a second, and stays when the clock of the processors stood still', () => {
    let now = 0;
    let looks = 0;
    const load = new MachineLoad(
      () => ({ idle: 0, total: Math.min(looks++, 1) * 100 }),
      () => now,
    );
    load.busy();
    now = 499;
    load.busy();
    expect(looks).toBe(1);
    now = 500;
    expect(load.busy()).toBe(1);
    now = 1_000;
    expect(load.busy()).toBe(1);
    expect(looks).toBe(3);
  });

  it('of this machine is a share', async () => {
    const load = new MachineLoad();
    load.busy();
    await new Promise((resolve) => setTimeout(resolve, 550));
    expect(load.busy()).toBeGreaterThanOrEqual(0);
    expect(load.busy()).toBeLessThanOrEqual(1);
  });
});
