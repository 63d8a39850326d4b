import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '../..');
const { imports } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as {
  imports: Record<string, { 'lianban-source': string }>;
};

/** Programs of the product, each started by itself. */
const PROGRAMS = globSync(['apps/*/src/{main,install}.ts', 'deploy/local/cluster/main.ts', 'deploy/operator/*.ts'], {
  cwd: ROOT,
});

/** Sources that are loaded before the program's first line runs. */
function loadedFirst(file: string, known = new Set<string>()): Set<string> {
  if (known.has(file)) return known;
  known.add(file);
  const source = readFileSync(path.join(ROOT, file), 'utf8');
  const statements = source.matchAll(/^(?:import|export) (?!type\b)(?:[^;']*? from )?'([^']+)'/gm);
  for (const [, specifier = ''] of statements) {
    const target = specifier.startsWith('.')
      ? path.join(path.dirname(file), specifier.replace(/\.js$/, '.ts'))
      : imports[specifier]?.['lianban-source'];
    if (target?.endsWith('.ts')) loadedFirst(path.normalize(target), known);
  }
  return known;
}

it('the programs are all there', () => {
  expect(PROGRAMS.length).toBeGreaterThanOrEqual(9);
});

it.for(PROGRAMS)('%s refuses another Node before it does anything', (program) => {
  expect([...loadedFirst(program)]).toContain('libs/platform/src/require-node.ts');
});
