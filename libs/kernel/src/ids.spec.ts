import { expect, it } from 'vitest';
import { derivedId, newId } from './ids.js';

it('new ids rise with time, so that inserts stay at the end of an index', () => {
  const ids = Array.from({ length: 100 }, newId);
  expect([...ids].sort()).toEqual(ids);
});

it('a derived id is the same in every process', () => {
  expect(derivedId('calendar 2023')).toBe(derivedId('calendar 2023'));
  expect(derivedId('calendar 2023')).not.toBe(derivedId('calendar 2024'));
});
