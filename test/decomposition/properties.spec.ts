import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { decompose, readPlainText, type Paper, type SentencePlace } from '#decomposition';
import { papersOfClerk } from './support/clerk.js';
import { carried, read, type Carried } from './support/read.js';
import { corpus, type Graded } from './support/grade.js';
import { numeral } from './support/variations.js';

const unit = fc
  .tuple(
    fc.constantFrom('市', '省', '区'),
    fc.constantFrom('霁川', '岚原', '沅台', '珩丘', '榕洲', '曜林'),
    fc.constantFrom('局', '委', '厅', '办', '管委会', '集团'),
  )
  .map((parts) => parts.join(''));
const units = fc.uniqueArray(unit, { minLength: 1, maxLength: 4 });
const pair = fc
  .uniqueArray(unit, { minLength: 2, maxLength: 6 })
  .chain((names) =>
    fc.integer({ min: 1, max: names.length - 1 }).map((at) => [names.slice(0, at), names.slice(at)] as const),
  );

interface Generated extends Carried {
  note: string;
}

const join = (names: readonly string[]): string => names.join('、');
const note: fc.Arbitrary<Generated> = fc.oneof(
  units.map((names) => ({ note: `${join(names)}负责`, lead: [], co: [], responsible: names })),
  units.map((names) => ({ note: `责任单位：${join(names)}`, lead: [], co: [], responsible: names })),
  pair.map(([lead, co]) => ({ note: `${join(lead)}牵头，${join(co)}按职责分工负责`, lead, co, responsible: [] })),
  pair.map(([lead, co]) => ({ note: `${join(lead)}牵头，${join(co)}配合`, lead, co, responsible: [] })),
  pair.map(([lead, co]) => ({
    note: `牵头单位：${join(lead)}；配合单位：${join(co)}；完成时限：2026年底前`,
    lead,
    co,
    responsible: [],
  })),
  pair.map(([lead, co]) => ({ note: `${join(lead)}会同${join(co)}负责`, lead, co, responsible: [] })),
);

const numbering = fc.constantFrom(
  (value: number) => `（${numeral(value)}）`,
  (value: number) => `(${numeral(value)})`,
  (value: number) => `${value}.`,
  (value: number) => `${value}、`,
  (value: number) => `${value}．`,
);
const brackets = fc.constantFrom(['（', '）'], ['(', ')'], ['〔', '〕'], ['【', '】']);

describe('any paper', () => {
  it('that is made of items and notes is read back as it was made', () => {
    const paper = fc.record({
      notes: fc.array(note, { minLength: 1, maxLength: 12 }),
      numbering,
      brackets,
      first: fc.integer({ min: 1, max: 60 }),
    });
    fc.assert(
      fc.property(paper, ({ notes, numbering: number, brackets: [open = '', close = ''], first }) => {
        const items = notes.map(
          (each, at) => `${number(first + at)}推进第${at}号工程。完善有关制度，加快建设。${open}${each.note}${close}`,
        );
        const { tasks, coverage } = read(['一、主要任务', ...items].join('\n'));
        expect(tasks.map(carried)).toEqual(notes.map(({ lead, co, responsible }) => ({ lead, co, responsible })));
        expect(coverage.open).toBe(0);
      }),
      { numRuns: 150 },
    );
  });
});

describe('a torn paper', () => {
  let papers: Graded[];

  beforeAll(async () => {
    papers = await corpus();
  });

  it('is read without an error, every sign of it in a sentence or none', () => {
    const torn = fc.record({ paper: fc.nat(5), from: fc.nat(20_000), length: fc.nat(4_000), seed: fc.nat() });
    fc.assert(
      fc.property(torn, ({ paper, from, length, seed }) => {
        const text = papers[paper]?.text ?? '';
        const piece = text.slice(from % text.length).slice(0, length);
        expectPlaces(readPlainText(seed % 2 === 0 ? piece : shuffled(piece, seed)));
      }),
      { numRuns: 120 },
    );
  });

  it('of another place is read without an error as well, every sentence where it stands', () => {
    const others = papersOfClerk();
    const torn = fc.record({
      paper: fc.nat(others.length - 1),
      from: fc.nat(600),
      length: fc.nat(900),
      seed: fc.nat(),
    });
    fc.assert(
      fc.property(torn, ({ paper, from, length, seed }) => {
        const text = others[paper]?.text ?? '';
        const piece = text.slice(from % text.length).slice(0, length);
        expectPlaces(readPlainText(seed % 2 === 0 ? piece : shuffled(piece, seed)));
      }),
      { numRuns: 200 },
    );
  });

  it.for([
    '（'.repeat(20_000),
    '（一）'.repeat(8_000),
    '、'.repeat(30_000),
    '责任单位：'.repeat(6_000),
    '2024年'.repeat(8_000),
    '1\t'.repeat(10_000),
    '市局'.repeat(12_000),
    '；由市局'.repeat(10_000),
    '平台¹，'.repeat(10_000),
    '8—10'.repeat(10_000),
    '请市教委'.repeat(8_000),
  ])('of one thing over and over is read in time', { timeout: 20_000 }, (text) => {
    expect(() => read(text)).not.toThrow();
  });
});

/** Every sentence is what stands at its place, and no two share a sign. */
function expectPlaces(paper: Paper): void {
  const ends = new Map<string, number>();
  for (const { text, place } of decompose(paper).sentences) {
    expect(text).not.toBe('');
    expect(textAt(paper, place)?.slice(place.from, place.to).trim()).toBe(text);
    const key = JSON.stringify([place.block, place.cell]);
    expect(place.from).toBeGreaterThanOrEqual(ends.get(key) ?? 0);
    ends.set(key, place.to);
  }
}

function textAt({ blocks, footnotes = [] }: Paper, { block, cell }: SentencePlace): string | undefined {
  const found = blocks[block] ?? footnotes[block - blocks.length];
  if (!found || !('rows' in found)) return found?.text;
  return found.rows[cell?.row ?? -1]?.cells[cell?.index ?? -1]?.text;
}

/** The signs of a text in an order that depends on `seed` alone. */
function shuffled(text: string, seed: number): string {
  const signs = Array.from(text);
  let state = seed || 1;
  for (let at = signs.length - 1; at > 0; at--) {
    state = (state * 48_271) % 2_147_483_647;
    const other = state % (at + 1);
    [signs[at], signs[other]] = [signs[other] ?? '', signs[at] ?? ''];
  }
  return signs.join('');
}
