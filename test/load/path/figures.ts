import { ratio, type Durations } from '../statistics.js';
import type { ModeFigures, PathFigures } from './main.js';

/** The figures as a person reads them: each beside its ratio to the floor of the same run. */
export function printed({ durability, floor, embedded, cluster }: PathFigures): string {
  return printedModes(durability, floor, { embedded, cluster });
}

/** The same for whatever else was measured beside the floor. */
export function printedModes(
  durability: PathFigures['durability'],
  floor: PathFigures['floor'],
  modes: Readonly<Record<string, ModeFigures>>,
): string {
  const settings = Object.entries(durability).map(([name, value]) => `${name}=${value}`);
  return [
    `PostgreSQL: ${settings.join(' ')}; one client on the same machine`,
    '',
    `floor      commit at 200/s ${milliseconds(floor.commit)}   ${Math.round(floor.perSecond)}/s at 32 clients`,
    `  processor at 200/s    ${processor(floor.perReportAtRate)}`,
    `  processor time each   ${processor(floor.perReport)}`,
    ...Object.entries(modes).flatMap(([mode, figures]) => lines(mode, figures, floor)),
  ].join('\n');
}

function lines(
  mode: string,
  { processes, commit, perReportAtRate, visible, peak, perReport, sustained }: ModeFigures,
  floor: PathFigures['floor'],
): string[] {
  const timed = (durations: Durations): string => `${milliseconds(durations)}   ${times(durations, floor.commit)}`;
  return [
    '',
    `${mode}, ${processes} process${processes === 1 ? '' : 'es'} beside PostgreSQL`,
    `  commit at 200/s       ${timed(commit)}`,
    `  processor at 200/s    ${processor(perReportAtRate)}`,
    ...Object.entries(visible).map(([where, durations]) => `  visible: ${where.padEnd(12)} ${timed(durations)}`),
    `  peak without waiting  ${Math.round(peak)}/s   ${ratio(peak, floor.perSecond)} of the floor`,
    `  processor time each   ${processor(perReport)}`,
    `  sustained ${sustained.seconds} s        ${Math.round(sustained.perSecond)}/s   ${ratio(sustained.perSecond, floor.perSecond)} of the floor, at most ${sustained.worstLag} events behind`,
  ];
}

function milliseconds({ p50, p99, max }: Durations): string {
  return `p50 ${p50.toFixed(2)} ms, p99 ${p99.toFixed(2)} ms, worst ${max.toFixed(1)} ms`;
}

function times(durations: Durations, floor: Durations): string {
  return `p50 ${ratio(durations.p50, floor.p50)}×, p99 ${ratio(durations.p99, floor.p99)}× the floor`;
}

/** What one report takes of a processor, by part, the greatest first. */
function processor(perReport: Record<string, number>): string {
  const parts = Object.entries(perReport).toSorted(([, a], [, b]) => b - a);
  const sum = parts.reduce((total, [, ms]) => total + ms, 0);
  return `${sum.toFixed(2)} ms: ${parts.map(([part, ms]) => `${part} ${ms.toFixed(2)}`).join(', ')}`;
}
