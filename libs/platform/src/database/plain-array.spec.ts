import { expect, it } from 'vitest';
import { plainArray } from './plain-array.js';

it('writes ids, dates, numbers and what is absent as PostgreSQL reads them', () => {
  expect(plainArray(['01a22087-3284-756a-b97d-20f1ff96aa51', '2022-06-30', 7, null])).toBe(
    '{01a22087-3284-756a-b97d-20f1ff96aa51,2022-06-30,7,NULL}',
  );
  expect(plainArray([])).toBe('{}');
});
