import { glob } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import config from '../../vitest.config.js';
import { STEPS } from './steps.js';

interface Project {
  test: { name: string; include: string[]; exclude?: string[] };
}

const projects = (config.test?.projects ?? []) as Project[];

function takers(file: string): string[] {
  const matches = (patterns: string[] = []) => patterns.some((pattern) => path.matchesGlob(file, pattern));
  return projects.filter(({ test }) => matches(test.include) && !matches(test.exclude)).map(({ test }) => test.name);
}

it('every spec file belongs to exactly one project', async () => {
  const files = await Array.fromAsync(
    glob('{apps,libs,deploy,test}/**/*.spec.ts', { exclude: ['**/node_modules/**', 'apps/web/**'] }),
  );
  expect(files.filter((file) => takers(file).length !== 1)).toEqual([]);
  expect(files.length).toBeGreaterThan(0);
});

it('the short form of the failure suite is a step of npm test', () => {
  expect(STEPS).toContainEqual(expect.objectContaining({ command: ['node', 'dist/test/failure/main.js'] }));
});

it('every project is a step of npm test', () => {
  const steps = STEPS.flatMap((step) => ('project' in step ? [step.project] : []));
  expect(new Set(projects.map(({ test }) => test.name))).toEqual(new Set(steps));
});
