import { expect, it } from 'vitest';
import { contendersNamed } from './main.js';

it('whoever is named is measured, in the order of the run', () => {
  expect(contendersNamed('embedded,floor')).toEqual(['floor', 'embedded']);
});

it('everybody is measured when nobody is named', () => {
  expect(contendersNamed(undefined)).toEqual(expect.arrayContaining(['floor', 'embedded', 'cluster']));
});

it('a name that is none is refused with those there are', () => {
  expect(() => contendersNamed('floor,jira')).toThrow(/--peers takes floor,.*, not jira\./);
});
