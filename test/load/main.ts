import type { Mode } from '../demo/instance.js';
import { atOf, partsAtScale } from './at-scale/main.js';
import type { At } from './at-scale/subject.js';
import { measureDecompose, printedDecompose } from './decompose/main.js';
import { measureIdle, printedIdle } from './idle/main.js';
import { measureIssue, printedIssue } from './issue/main.js';
import { printedLifecycle } from './lifecycle/figures.js';
import { contendersNamed, measureLifecycle } from './lifecycle/main.js';
import { printed } from './path/figures.js';
import { measurePath } from './path/main.js';
import { measureReview, printedReview } from './review/main.js';
import { printedStock } from './stock/figures.js';
import { measureStock } from './stock/main.js';
import { printedTransports } from './transports/figures.js';
import { measureTransports } from './transports/main.js';

const MODES = ['embedded', 'cluster'] as const satisfies readonly Mode[];
const say = (line: string): void => void process.stderr.write(`${line}\n`);

/** What can be measured, each alone. A part gives its figures and how a person reads them. */
const PARTS = {
  path: async () => {
    const figures = await measurePath({
      seconds: numberAfter('--seconds', 20),
      sustainSeconds: numberAfter('--sustain', 60),
      at: askedAt(),
      say,
    });
    return { figures, text: printed(figures) };
  },
  idle: async () => {
    const options = { seconds: numberAfter('--seconds', 60), say };
    const figures = {
      embedded: await measureIdle('embedded', options),
      cluster: await measureIdle('cluster', options),
    };
    return { figures, text: MODES.map((mode) => printedIdle(mode, figures[mode])).join('\n\n') };
  },
  issue: async () => {
    const figures = await measureIssue(MODES, { thousands: numberAfter('--thousands', 10), say });
    return { figures, text: MODES.map((mode) => printedIssue(mode, figures.issue[mode])).join('\n\n') };
  },
  lifecycle: async () => {
    const figures = await measureLifecycle({
      contenders: contendersNamed(textAfter('--peers')),
      clients: numberAfter('--clients', 32),
      seconds: numberAfter('--seconds', 20),
      say,
    });
    return { figures, text: printedLifecycle(figures) };
  },
  stock: async () => {
    const figures = await measureStock({
      at: 'empty',
      seconds: numberAfter('--seconds', 20),
      sustainSeconds: numberAfter('--sustain', 60),
      say,
    });
    return { figures, text: printedStock(figures) };
  },
  transports: async () => {
    const figures = await measureTransports({ seconds: numberAfter('--seconds', 10), say });
    return { figures, text: printedTransports(figures) };
  },
  ...partsAtScale({ numberAfter, at: askedAt, say }),
  decompose: async () => {
    const figures = await measureDecompose({ rounds: numberAfter('--rounds', 15), say });
    return { figures, text: printedDecompose(figures) };
  },
  review: async () => {
    const figures = await measureReview({
      tasks: numberAfter('--tasks', 1_000),
      rounds: numberAfter('--rounds', 30),
      say,
    });
    return { figures, text: printedReview(figures) };
  },
} as const;

/**
 * `npm run bench -- path [--json] [--seconds N] [--sustain N]` measures how an event travels, `idle [--json] [--seconds N]` how
 * fast the product starts and what it takes while nobody works, `issue [--json] [--thousands N]` how long a plan of thousands
 * of tasks takes to reach everybody, `lifecycle [--json] [--seconds N] [--clients N] [--peers floor,embedded,…]` how many pieces
 * of work are lived through in a second, beside other systems, `stock [--json] [--seconds N] [--sustain N]` the path of an event as the
 * framework's documentation builds it, beside ours through Kafka, `transports [--json] [--seconds N]` two clients of Kafka,
 * `decompose [--json] [--rounds N]` how long an official paper takes to be understood, and a .docx to be read besides,
 * `review [--json] [--tasks N] [--rounds N]` how long a reviewer of a large draft waits. `load [--tasks N]` makes data of a million tasks,
 * on which `path`, `pages`, `sweep`, `scores`, `start` and `recovery` measure with `--at million`, and without it on the sample alone.
 * With `--json` the figures alone go to standard output.
 */
const [part, ...flags] = process.argv.slice(2);
if (!isPart(part)) {
  say(
    'Name what to measure: npm run bench -- path [--json] [--seconds 20] [--sustain 60], idle [--json] [--seconds 60], issue [--json] [--thousands 10], lifecycle [--json] [--seconds 20] [--clients 32] [--peers floor,embedded], stock [--json] [--seconds 20] [--sustain 60], transports [--json] [--seconds 10], decompose [--json] [--rounds 15], review [--json] [--tasks 1000] [--rounds 30], load [--tasks 1000000], or pages, sweep, scores, start, recovery [--json] [--at empty|million]',
  );
  process.exit(2);
}
const { figures, text } = await PARTS[part]();
process.stdout.write(`${flags.includes('--json') ? JSON.stringify(figures, null, 2) : text}\n`);

function isPart(name: string | undefined): name is keyof typeof PARTS {
  return name !== undefined && Object.hasOwn(PARTS, name);
}

function textAfter(flag: string): string | undefined {
  const at = flags.indexOf(flag);
  return at < 0 ? undefined : flags[at + 1];
}

function askedAt(): At {
  const index = flags.indexOf('--at');
  const value = atOf(index < 0 ? undefined : (flags[index + 1] ?? ''));
  if (value !== undefined) return value;
  say('--at takes empty, million, or the number of tasks that were loaded');
  process.exit(2);
}

function numberAfter(flag: string, otherwise: number): number {
  const at = flags.indexOf(flag);
  const value = at < 0 ? otherwise : Number(flags[at + 1]);
  if (Number.isFinite(value) && value > 0) return value;
  say(`${flag} takes a number above 0`);
  process.exit(2);
}
