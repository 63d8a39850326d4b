import { availableParallelism, cpus } from 'node:os';

/** Milliseconds of processor time since some beginning. */
export interface ProcessorTimes {
  /** Of all processors of the machine, idle and in all. */
  idle: number;
  total: number;
  /** What this process used. */
  own: number;
}

/** Reading the times takes a fifth of a millisecond, more on many processors. */
const LOOK_INTERVAL = 500;

export interface MachineLoadOptions {
  times: () => ProcessorTimes;
  /** Milliseconds. */
  now: () => number;
  /** Processors that this process may use, a container's quota counted. */
  processors: number;
}

/**
 * How little time is left to work in: of the machine, whoever uses it, for the database and the broker may run here as well; and
 * of what this process alone may use, for a container sees the whole machine idle and gets no more of it.
 */
export class MachineLoad {
  private share = 0;
  private looked: { at: number; times: ProcessorTimes } | null = null;
  private readonly options: MachineLoadOptions;

  constructor(options: Partial<MachineLoadOptions> = {}) {
    const now = () => performance.now();
    this.options = { times: processorTimes, now, processors: availableParallelism(), ...options };
  }

  /** Share of the processors' time that was used lately, 0 to 1. */
  busy(): number {
    const at = this.options.now();
    if (this.looked && at - this.looked.at < LOOK_INTERVAL) return this.share;
    const times = this.options.times();
    if (this.looked) this.share = this.used(this.looked.times, times, at - this.looked.at);
    this.looked = { at, times };
    return this.share;
  }

  private used(before: ProcessorTimes, now: ProcessorTimes, elapsed: number): number {
    const total = now.total - before.total;
    const ofMachine = total > 0 ? 1 - (now.idle - before.idle) / total : 0;
    const ofOwn = (now.own - before.own) / (elapsed * this.options.processors);
    return Math.min(Math.max(ofMachine, ofOwn), 1);
  }
}

export function processorTimes(): ProcessorTimes {
  let [idle, total] = [0, 0];
  for (const { times } of cpus()) {
    idle += times.idle;
    total += times.user + times.nice + times.sys + times.idle + times.irq;
  }
  const { user, system } = process.cpuUsage();
  return { idle, total, own: (user + system) / 1000 };
}

/** Of the machine that this process runs on. */
export const machineLoad = new MachineLoad();
