import { describe, expect, it } from 'vitest';
import { MachineLoad, processorTimes, type ProcessorTimes } from './machine-load.js';

/** A machine whose clocks are set by hand. */
function machine(processors = 2) {
  const at = { now: 0, times: { idle: 0, total: 0, own: 0 }, looks: 0 };
  const times = (): ProcessorTimes => {
    at.looks++;
    return at.times;
  };
  return { at, load: new MachineLoad({ times, now: () => at.now, processors }) };
}

describe('the load of the machine', () => {
  it('is the share of the time between two looks that was not idle, whoever used it', () => {
    const { at, load } = machine();
    expect(load.busy()).toBe(0);
    Object.assign(at, { now: 600, times: { idle: 300, total: 1_200, own: 100 } });
    expect(load.busy()).toBe(0.75);
  });

  it('is full where this process has used all that it may, however idle the machine is', () => {
    const { at, load } = machine(1);
    load.busy();
    Object.assign(at, { now: 1_000, times: { idle: 63_000, total: 64_000, own: 1_000 } });
    expect(load.busy()).toBe(1);
  });

  it('is not looked at again within half a second', () => {
    const { at, load } = machine();
    load.busy();
    at.now = 499;
    load.busy();
    expect(at.looks).toBe(1);
    at.now = 500;
    load.busy();
    expect(at.looks).toBe(2);
  });

  it('is nothing where the machine does not tell, and the process did nothing', () => {
    const { at, load } = machine();
    load.busy();
    at.now = 1_000;
    expect(load.busy()).toBe(0);
  });

  it('comes from processors that have been at work and idle, this process among those that used them', () => {
    const { idle, total, own } = processorTimes();
    expect(idle).toBeGreaterThan(0);
    expect(total).toBeGreaterThan(idle);
    expect(own).toBeGreaterThan(0);
  });
});
