import type { Mode } from '../demo/instance.js';
import { measureDecompose, printedDecompose } from './decompose/main.js';
import { measureIdle, printedIdle } from './idle/main.js';
import { measureIssue, printedIssue } from './issue/main.js';
import { printed } from './path/figures.js';
import { measurePath } from './path/main.js';

const MODES = ['embedded', 'cluster'] as const satisfies readonly Mode[];
const say = (line: string): void => void process.stderr.write(`${line}\n`);

/** What can be measured, each alone. A part gives its figures and how a person reads them. */
const PARTS = {
  path: async () => {
    const figures = await measurePath({
      seconds: numberAfter('--seconds', 20),
      sustainSeconds: numberAfter('--sustain', 60),
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
  decompose: async () => {
    const figures = measureDecompose({ rounds: numberAfter('--rounds', 15), say });
    return { figures, text: printedDecompose(figures) };
  },
} as const;

/**
 * `npm run bench -- path [--json] [--seconds N] [--sustain N]` measures how an event travels, `idle [--json] [--seconds N]` how
 * fast the product starts and what it takes while nobody works, `issue [--json] [--thousands N]` how long a plan of thousands
 * of tasks takes to reach everybody, `decompose [--json] [--rounds N]` how long an official paper takes to be understood. With `--json` the figures alone go to standard output.
 */
const [part, ...flags] = process.argv.slice(2);
if (!isPart(part)) {
  say(
    'Name what to measure: npm run bench -- path [--json] [--seconds 20] [--sustain 60], idle [--json] [--seconds 60], issue [--json] [--thousands 10], or decompose [--json] [--rounds 15]',
  );
  process.exit(2);
}
const { figures, text } = await PARTS[part]();
process.stdout.write(`${flags.includes('--json') ? JSON.stringify(figures, null, 2) : text}\n`);

function isPart(name: string | undefined): name is keyof typeof PARTS {
  return name !== undefined && Object.hasOwn(PARTS, name);
}

function numberAfter(flag: string, otherwise: number): number {
  const at = flags.indexOf(flag);
  const value = at < 0 ? otherwise : Number(flags[at + 1]);
  if (Number.isFinite(value) && value > 0) return value;
  say(`${flag} takes a number above 0`);
  process.exit(2);
}
