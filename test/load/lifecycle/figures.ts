import { ratio } from '../statistics.js';
import { printedGuarantees } from './guarantees.js';
import type { ContenderName, LifecycleFigures, Measured, SideBySide } from './main.js';

/** The figures as a person reads them: each system beside the floor of the same run. */
export function printedLifecycle({ durability, clients, contenders }: SideBySide): string {
  const settings = Object.entries(durability).map(([name, value]) => `${name}=${value}`);
  const floor = bestOf(contenders.floor);
  return [
    `PostgreSQL: ${settings.join(' ')}; ${clients} clients of one process on the same machine`,
    ...Object.entries(contenders).flatMap(([name, measured]) => ['', ...lines(name, measured, floor)]),
    '',
    ...goals(contenders),
    '',
    'What each guarantees:',
    ...printedGuarantees(Object.keys(contenders) as ContenderName[]),
  ].join('\n');
}

/** Our lifecycles per second as a multiple of a peer's, of each way to run ours, in either way to use it. */
const GOALS = { flowable: 3, redmine: 10 } as const satisfies Partial<Record<ContenderName, number>>;
const LONGEST_P95 = 100;

function goals(contenders: SideBySide['contenders']): string[] {
  return (['embedded', 'cluster'] as const).flatMap((mode) => {
    const ours = contenders[mode];
    if (!ours || 'missing' in ours) return [];
    return ours.lifecycles.map(({ name, perSecond, durations }) => {
      const multiples = (Object.keys(GOALS) as (keyof typeof GOALS)[]).flatMap((peer) => {
        const theirs = bestOf(contenders[peer]);
        return theirs === undefined ? [] : [`${ratio(perSecond, theirs)}× ${peer} (aim ≥ ${GOALS[peer]}×)`];
      });
      return [`${mode}, ${name}`, ...multiples, `p95 ${durations.p95.toFixed(0)} ms (aim ≤ ${LONGEST_P95} ms)`].join(
        ', ',
      );
    });
  });
}

/** Lifecycles per second of a system's fastest way; undefined when it was not measured. */
export function bestOf(measured: Measured | undefined): number | undefined {
  if (!measured || 'missing' in measured) return undefined;
  return Math.max(...measured.lifecycles.map(({ perSecond }) => perSecond));
}

function lines(name: string, measured: Measured, floor: number | undefined): string[] {
  if ('missing' in measured) return [`${name}: NOT MEASURED. ${measured.missing}`];
  const { processes, lifecycles } = measured;
  return [
    `${name}, ${processes} process${processes === 1 ? '' : 'es'} beside PostgreSQL`,
    ...lifecycles.flatMap((figures) => linesOf(figures, floor)),
  ];
}

function linesOf(
  { name, requests, perSecond, durations: { p50, p95, p99 }, perLifecycle, settled }: LifecycleFigures,
  floor: number | undefined,
): string[] {
  const ofFloor = floor === undefined ? '' : `   ${ratio(perSecond, floor)} of the floor`;
  const rest = settled === undefined ? '' : `; all consumers done ${settled.toFixed(1)} s after the last answer`;
  return [
    `  ${name}: ${requests}`,
    `    ${perSecond.toFixed(1)} lifecycles/s${ofFloor}, p50 ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms${rest}`,
    `    processor time each ${processor(perLifecycle)}`,
  ];
}

/** What one lifecycle takes of a processor, by part, the greatest first. */
function processor(perLifecycle: Record<string, number>): string {
  const parts = Object.entries(perLifecycle).toSorted(([, a], [, b]) => b - a);
  const sum = parts.reduce((total, [, ms]) => total + ms, 0);
  return `${sum.toFixed(1)} ms: ${parts.map(([part, ms]) => `${part} ${ms.toFixed(1)}`).join(', ')}`;
}
