import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { docx, numbering, p, listed, tbl, tc, tr } from '../test/build/docx.js';
import { annexAsXlsx, asDocx, asHtml, asPdf, asText } from '../test/build/sample.js';
import { readPaper, UnreadablePaper } from './index.js';

/** Ends in a paper or in a refusal; anything else is thrown on. */
async function outcomeOf(bytes: Uint8Array): Promise<'read' | 'refused'> {
  try {
    await readPaper({ name: '方案', bytes });
    return 'read';
  } catch (error) {
    if (!(error instanceof UnreadablePaper)) throw error;
    if (error.cause instanceof TypeError || error.cause instanceof RangeError) throw error.cause; // a reader's mistake, not the file's
    return 'refused';
  }
}

const damage = fc.record({
  /** Of the file, how much is kept. */
  kept: fc.oneof({ weight: 2, arbitrary: fc.constant(1) }, fc.double({ min: 0, max: 1, noNaN: true })),
  flips: fc.array(fc.tuple(fc.double({ min: 0, max: 0.999, noNaN: true }), fc.nat(7)), { maxLength: 12 }),
});
type Damage = typeof damage extends fc.Arbitrary<infer Value> ? Value : never;

function damaged(bytes: Uint8Array, { kept, flips }: Damage): Uint8Array {
  const copy = bytes.slice(0, Math.floor(bytes.length * kept));
  for (const [place, bit] of flips) {
    const at = Math.floor(copy.length * place);
    if (at < copy.length) copy[at]! ^= 1 << bit;
  }
  return copy;
}

describe('damaged files', () => {
  it.each([
    ['.docx', asDocx],
    ['.xlsx', annexAsXlsx],
    ['.pdf', asPdf],
    ['.html', asHtml],
    ['.txt', asText],
  ])('reads or refuses a %s that was cut off or altered', { timeout: 120_000 }, async (_, build) => {
    const whole = build();
    await fc.assert(
      fc.asyncProperty(damage, async (how) => {
        expect(['read', 'refused']).toContain(await outcomeOf(damaged(whole, how)));
      }),
      { numRuns: 150 },
    );
  });

  it('reads or refuses a .docx whose elements stand where they should not', { timeout: 120_000 }, async () => {
    const elements = [
      'w:p',
      'w:r',
      'w:t',
      'w:tbl',
      'w:tr',
      'w:tc',
      'w:txbxContent',
      'w:del',
      'w:footnote',
      'w:pPr',
      'w:numPr',
    ];
    const { tree } = fc.letrec<{ tree: string }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 8 },
        fc.constantFrom(
          '甲',
          '<w:numId w:val="1"/>',
          '<w:gridSpan w:val="x"/>',
          '<w:vMerge/>',
          '<w:gridBefore w:val="9"/>',
          '<w:tab/>',
        ),
        fc
          .tuple(fc.constantFrom(...elements), fc.array(tie('tree'), { maxLength: 4 }))
          .map(([name, inside]) => `<${name}>${inside.join('')}</${name}>`),
      ),
    }));
    const numbers = numbering([['chineseCounting', '%1、%9']]);
    const around = p('前', listed(1, 0)) + tbl(tr(tc('甲'), tc('乙')));
    await fc.assert(
      fc.asyncProperty(fc.array(tree, { maxLength: 4 }), async (trees) => {
        expect(await outcomeOf(docx({ body: around + trees.join(''), numbering: numbers }))).toBe('read');
      }),
      { numRuns: 300 },
    );
  });
});
