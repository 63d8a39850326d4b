import fc from 'fast-check';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { decodeCursor, encodeCursor } from './cursor.js';

const Place = z.tuple([z.string(), z.number().nullable()]);

it('a cursor gives back the place where its page ended', () => {
  fc.assert(
    fc.property(fc.string(), fc.option(fc.integer()), (name, no) => {
      expect(decodeCursor(encodeCursor([name, no]), Place)).toEqual([name, no]);
    }),
  );
});

it.each(['', 'nonsense', encodeCursor([1, 'of another list'])])(
  'a foreign cursor (%s) is refused as a wrong field',
  (text) => {
    expect(() => decodeCursor(text, Place)).toThrow(expect.objectContaining({ code: 'REQUEST.INVALID' }));
  },
);
