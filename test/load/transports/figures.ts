import type { TransportFigures } from './main.js';
import type { OutageFigures } from './outage.js';
import type { Disturbance, RebalanceFigures } from './rebalances.js';
import type { Processor, SpeedFigures } from './speed.js';

/** The figures as a person reads them, client beside client. */
export function printedTransports({ speed, idempotent, idle, rebalances, outage }: TransportFigures): string {
  return [
    ...of(speed, speedLines),
    ...of(idempotent, (perSecond) => [`idempotent: ${Math.round(perSecond)}/s acknowledged`]),
    ...of(idle, ({ service, broker }) => [
      `idle: service ${service.toFixed(2)} % of a core, broker ${broker.toFixed(1)} %`,
    ]),
    ...of(rebalances, rebalanceLines),
    ...of(outage, outageLines),
  ].join('\n');
}

function of<T>(figures: Record<string, T>, lines: (figures: T) => string[]): string[] {
  return Object.entries(figures).flatMap(([client, each]) => lines(each).map((line) => `${client.padEnd(26)}${line}`));
}

function speedLines(figures: SpeedFigures): string[] {
  const { travelled, atRate, sentPerSecond, handedPerSecond, caughtUpPerSecond, atFull } = figures;
  return [
    `at 200/s: due to batch p50 ${travelled.p50.toFixed(2)} ms, p99 ${travelled.p99.toFixed(2)} ms; ${processor(atRate)}`,
    `full: ${Math.round(sentPerSecond)}/s acknowledged, ${Math.round(handedPerSecond)}/s handed; ${processor(atFull)}`,
    `catching up: ${Math.round(caughtUpPerSecond)}/s`,
  ];
}

function processor({ sender, consumer, broker }: Processor): string {
  const [s, c, b] = [sender, consumer, broker].map((ms) => ms.toFixed(0));
  return `processor ms per 1,000: sender ${s}, consumer ${c}, broker ${b}`;
}

function rebalanceLines(figures: RebalanceFigures): string[] {
  return Object.entries(figures).map(
    ([what, { silent, longest, again }]: [string, Disturbance]) =>
      `a consumer ${what}: nobody is given anything for ${seconds(silent)}, longest way ${seconds(longest)}, ${again} given again`,
  );
}

function outageLines({ sendsAfter, handsAfter, allAfter, again, storedTwice, lost }: OutageFigures): string[] {
  return [
    `broker back: first send after ${seconds(sendsAfter)}, first batch after ${seconds(handsAfter)}, all after ${seconds(allAfter)}; ` +
      `${again} given again, ${storedTwice} stored twice, ${lost} lost`,
  ];
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(2)} s`;
}
