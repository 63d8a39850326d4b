import type { Mode } from './installation/product.js';

export interface Options {
  /** How long people work under faults, all installations together; null: the short form. */
  minutes: number | null;
  seed: number;
  json: boolean;
  modes: readonly Mode[];
}

const USAGE = 'Usage: npm run test:failure -- [--minutes 60] [--seed 7] [--json] [--embedded | --cluster]';

/** @throws Error that says how the command is used */
export function optionsOf(args: readonly string[]): Options {
  const known = new Set(['--minutes', '--seed', '--json', '--embedded', '--cluster']);
  const values = new Map<string, number>();
  for (let index = 0; index < args.length; index++) {
    const name = args[index] ?? '';
    if (!known.has(name)) throw new Error(`${name} is no option of this suite. ${USAGE}`);
    if (name === '--minutes' || name === '--seed') values.set(name, numberOf(name, args[++index]));
  }
  const only = (['embedded', 'cluster'] as const).filter((mode) => args.includes(`--${mode}`));
  return {
    minutes: values.get('--minutes') ?? null,
    seed: values.get('--seed') ?? 1,
    json: args.includes('--json'),
    modes: only.length === 0 ? ['embedded', 'cluster'] : only,
  };
}

function numberOf(name: string, text: string | undefined): number {
  const value = Number(text);
  if (text !== undefined && Number.isFinite(value) && value > 0) return value;
  throw new Error(`${name} takes a number above 0, not ${text}. ${USAGE}`);
}
