import { expect, it } from 'vitest';
import { optionsOf } from './options.js';
import { plan } from './run/suite.js';

it('without options both ways run once, with the first seed', () => {
  expect(optionsOf([])).toEqual({ minutes: null, seed: 1, json: false, modes: ['embedded', 'cluster'] });
});

it('takes minutes, a seed and one way only', () => {
  expect(optionsOf(['--minutes', '60', '--seed', '7', '--cluster', '--json'])).toEqual({
    minutes: 60,
    seed: 7,
    json: true,
    modes: ['cluster'],
  });
});

it('refuses what it does not know', () => {
  expect(() => optionsOf(['--minute', '5'])).toThrow('--minute is no option of this suite');
  expect(() => optionsOf(['--minutes', 'many'])).toThrow('--minutes takes a number above 0, not many');
});

it('fills the minutes of a long run with installations of both ways, each with a seed of its own', () => {
  const planned = plan({ ...optionsOf(['--seed', '7']), minutes: 20 });
  expect(planned.map(({ mode, seed }) => `${mode} ${seed}`)).toEqual([
    'embedded 7',
    'cluster 8',
    'embedded 9',
    'cluster 10',
    'cluster 7',
  ]);
  expect(planned.reduce((sum, { seconds }) => sum + seconds, 0)).toBe(1200);
});
