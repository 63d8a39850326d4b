import { printed } from './path/figures.js';
import { measurePath } from './path/main.js';

/**
 * `npm run bench -- path [--json] [--seconds N] [--sustain N]`: measures, prints figures and ratios of this run. With
 * `--json` the figures alone go to standard output.
 */
const [part, ...flags] = process.argv.slice(2);
if (part !== 'path') {
  process.stderr.write('Name what to measure: npm run bench -- path [--json] [--seconds 20] [--sustain 60]\n');
  process.exit(2);
}

const json = flags.includes('--json');
const say = (line: string): void => void process.stderr.write(`${line}\n`);
const figures = await measurePath({
  seconds: numberAfter('--seconds', 20),
  sustainSeconds: numberAfter('--sustain', 60),
  say,
});
process.stdout.write(`${json ? JSON.stringify(figures, null, 2) : printed(figures)}\n`);

function numberAfter(flag: string, otherwise: number): number {
  const at = flags.indexOf(flag);
  const value = at < 0 ? otherwise : Number(flags[at + 1]);
  if (Number.isFinite(value) && value > 0) return value;
  process.stderr.write(`${flag} takes a number of seconds above 0\n`);
  process.exit(2);
}
