import { describe, expect, it } from 'vitest';
import { differencesFromClerk, papersOfClerk } from './support/clerk.js';
import { read } from './support/read.js';

/** Papers in the styles of other places and ministries, each with what a clerk wrote down before the parser saw it. */
describe('a paper of another place', () => {
  it.for(papersOfClerk())('is understood as a clerk reads it: $name', (paper) => {
    expect(differencesFromClerk(paper, read(paper.text))).toEqual([]);
  });
});
