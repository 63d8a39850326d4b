import { describe, expect, it } from 'vitest';
import { differences } from './differences.js';

describe('differences', () => {
  it('finds none between equal outcomes', () => {
    expect(differences({ a: [1, { b: 'x' }], c: null }, { a: [1, { b: 'x' }], c: null })).toEqual([]);
  });

  it('names the place and both values', () => {
    expect(differences({ scores: [{ marks: '98.00' }] }, { scores: [{ marks: '97.00' }] })).toEqual([
      'scores.0.marks: worked out "98.00", happened "97.00"',
    ]);
  });

  it('names what is missing and what is too much', () => {
    expect(differences({ a: [1], b: 1 }, { a: [1, 2] })).toEqual([
      'a.1: worked out undefined, happened 2',
      'b: worked out 1, happened undefined',
    ]);
  });

  it('tells a list from an object', () => {
    expect(differences({ a: [] }, { a: {} })).toEqual(['a: worked out [], happened {}']);
  });
});
