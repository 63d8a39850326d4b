import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Line } from './line.js';
import { BEFORE_ALL, comparePlaces, keyOfLine, placeIn, type TextPlace } from './order.js';

const number = fc.oneof(fc.nat(3), fc.nat(200), fc.nat(2_000_000), fc.nat(2 ** 40));
const line: fc.Arbitrary<Line> = fc
  .record({
    block: number,
    cell: fc.option(fc.record({ row: number, index: number }), { nil: undefined }),
    offset: number,
  })
  .map(({ block, cell, offset }) => ({ block, ...(cell && { cell }), offset, raw: '', text: '', numbering: '' }));
const place: fc.Arbitrary<TextPlace> = fc.tuple(line, number).map(([each, at]) => placeIn(each, at));

describe('places of a paper', () => {
  it('stand in one order, whatever the size of the paper', () => {
    fc.assert(
      fc.property(place, place, place, (a, b, c) => {
        expect(Math.sign(comparePlaces(a, b))).toBe(0 - Math.sign(comparePlaces(b, a)));
        if (comparePlaces(a, b) <= 0 && comparePlaces(b, c) <= 0) expect(comparePlaces(a, c)).toBeLessThanOrEqual(0);
        expect(comparePlaces(BEFORE_ALL, a)).toBeLessThan(0);
      }),
    );
  });

  it('differ by one block, row, cell or sign, and the coarser decides', () => {
    fc.assert(
      fc.property(line, number, (at, far) => {
        const { row, index } = at.cell ?? { row: 0, index: 0 };
        const inCell: Line = { ...at, cell: { row, index } };
        const later: Line[] = [
          { ...inCell, offset: at.offset + 1 },
          { ...inCell, cell: { row, index: index + 1 }, offset: 0 },
          { ...inCell, cell: { row: row + 1, index: 0 }, offset: 0 },
          { ...inCell, block: at.block + 1, cell: { row: 0, index: 0 }, offset: 0 },
        ];
        for (const [coarser, each] of later.entries()) {
          expect(comparePlaces(placeIn(inCell), placeIn(each))).toBeLessThan(0);
          if (coarser > 0) expect(comparePlaces(placeIn(inCell, far), placeIn(each))).toBeLessThan(0);
        }
      }),
    );
  });

  it('are those of one line exactly where its key is the same', () => {
    fc.assert(
      fc.property(line, line, (a, b) => {
        expect(keyOfLine(a) === keyOfLine(b)).toBe(comparePlaces(placeIn(a), placeIn(b)) === 0);
      }),
    );
  });
});
