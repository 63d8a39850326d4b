import { createRequire } from 'node:module';
import { expect, it } from 'vitest';
import { refusalOfNode } from './require-node.js';

const { engines, dependencies } = createRequire(import.meta.url)('../../../package.json') as {
  engines: { node: string };
  dependencies: { node: string };
};

it('the Node that is installed with the packages is the one that is required', () => {
  expect(refusalOfNode(`v${dependencies.node}`)).toBeUndefined();
  expect(dependencies.node.split('.')[0]).toBe(/\d+/.exec(engines.node)?.[0]);
});

it.for(['v20.20.2', 'v22.0.0', 'v25.1.0', 'v240.0.0'])('%s is refused with what to do', (version) => {
  expect(refusalOfNode(version)).toMatch(/Node 24, and this is .*npm start/);
});
