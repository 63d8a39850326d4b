import { cpus } from 'node:os';

/** Milliseconds that the processors were idle and in all, since the machine started. */
export interface ProcessorTimes {
  idle: number;
  total: number;
}

/** Reading the times takes a fifth of a millisecond, more on many processors. */
const LOOK_INTERVAL = 500;

/** How busy this machine is, whoever keeps it so: the database and the broker may run here as well. */
export class MachineLoad {
  private share = 0;
  private looked: { at: number; times: ProcessorTimes } | null = null;

  constructor(
    private readonly times: () => ProcessorTimes = processorTimes,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Share of its processors' time that was used lately, 0 to 1. */
  busy(): number {
    const at = this.now();
    if (this.looked && at - this.looked.at < LOOK_INTERVAL) return this.share;
    const times = this.times();
    const since = this.looked && {
      idle: times.idle - this.looked.times.idle,
      total: times.total - this.looked.times.total,
    };
    if (since && since.total > 0) this.share = 1 - since.idle / since.total;
    this.looked = { at, times };
    return this.share;
  }
}

function processorTimes(): ProcessorTimes {
  let [idle, total] = [0, 0];
  for (const { times } of cpus()) {
    idle += times.idle;
    total += times.user + times.nice + times.sys + times.idle + times.irq;
  }
  return { idle, total };
}

/** Of the machine that this process runs on. */
export const machineLoad = new MachineLoad();
