import type { Measured } from '../load-client.js';
import { processesBelow, processorBetween, type Process } from '../processes.js';
import type { BenchServer } from '../bench-server.js';

/** The program that is measured, by the process that started all of it or by each one, and the database server beside it. */
type Measurable = { server: BenchServer } & ({ product: number | readonly number[] } | { floor: number });

/** Runs a load and says what each part took of the processors for one of its requests, in milliseconds. */
export async function processorPer(
  parts: Measurable,
  load: () => Promise<Measured>,
): Promise<{ measured: Measured; perReport: Record<string, number> }> {
  const program = 'product' in parts ? parts.product : parts.floor;
  const look = async (): Promise<Process[]> => [
    ...(await Promise.all([program, parts.server.pid].flat().map(processesBelow))).flat(),
    { pid: process.pid, part: 'client', processorMs: ownProcessorMs() },
  ];
  const before = await look();
  const measured = await load();
  const spent = processorBetween(before, await look());
  const requests = measured.durations.length;
  const perRequest = [...spent].map(([part, ms]) => [part, Math.round((ms / requests) * 1000) / 1000] as const);
  return { measured, perReport: Object.fromEntries(perRequest.filter(([, ms]) => ms > 0)) };
}

function ownProcessorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
