import { expect, it } from 'vitest';
import { BUGS, groupsOf } from '../seeded-bugs/bugs.js';
import { outcomeOf } from './seeded-bugs.js';

const BUG = { name: 'an event is dropped', foundBy: 'facts' };

it('a bug is found by the rule that is meant to find it', () => {
  expect(outcomeOf(BUG, [{ rule: 'facts', line: 'a fact is missing' }])).toMatchObject({
    found: true,
    line: 'found: a fact is missing',
  });
});

it('a bug that only something else noticed is not found', () => {
  const { found, line } = outcomeOf(BUG, [{ rule: 'rest', line: 'it hangs' }]);
  expect(found).toBe(false);
  expect(line).toContain('found was only rest: it hangs');
});

it('a bug that nobody noticed is not found', () => {
  expect(outcomeOf(BUG, [])).toMatchObject({ found: false, line: expect.stringContaining('found was nothing') });
});

it('bugs that one rule finds are never in one product together', () => {
  const groups = groupsOf(BUGS);
  expect(new Set(groups.flat())).toEqual(new Set(BUGS));
  for (const group of groups) expect(new Set(group.map(({ foundBy }) => foundBy)).size).toBe(group.length);
});
