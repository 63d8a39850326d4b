import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { CATALOGUE } from './catalogue.js';

/** One event of each version as it lies in logs, from the demonstration; never changed once a version is released. */
const GOLDEN = path.resolve(import.meta.dirname, '../golden');

test('every version of every event has its golden file, and no file is left over', () => {
  const named = CATALOGUE.map(({ type, version }) => `${type}.v${version}.json`);
  expect(readdirSync(GOLDEN).toSorted()).toEqual(named.toSorted());
});

test.each(CATALOGUE.map((definition) => [`${definition.type}.v${definition.version}`, definition] as const))(
  '%s is read and made as it lies in logs, field for field',
  (name, { data }) => {
    const golden: unknown = JSON.parse(readFileSync(path.join(GOLDEN, `${name}.json`), 'utf8'));
    expect(data.parse(golden)).toEqual(golden);
  },
);
