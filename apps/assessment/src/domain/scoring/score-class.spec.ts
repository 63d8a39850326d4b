import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { derivedId } from '#kernel';
import { histories, days, record } from '../../../test/support/histories.js';
import { SCHEME, schemes } from '../../../test/support/scheme.js';
import { explainedItems, scoresOfRecords } from '../../../test/support/scores-of-records.js';
import { liveThrough, marksOf } from '../../../test/support/slow-oracle.js';
import type { AssignmentRecord } from './assignment-record.js';
import { ranked } from './score-class.js';

const UNITS = ['东城区', '西城区', '朝阳区', '海淀区'].map((name) => ({ unitId: derivedId(name), name }));
const UNIT_IDS = UNITS.map(({ unitId }) => unitId);
const AS_OF = '2022-12-31';
const [east] = UNITS;

/** An assignment of the first unit, due in 2022; `completed` says when it asked to close it. */
function assignment(
  name: string,
  fields: { signed?: 'in time' | 'late'; completedOn?: string } = {},
): AssignmentRecord[] {
  const common = { unitId: east!.unitId, deadline: '2022-06-30', signDueOn: '2022-01-12' };
  const records = [record(name, { ...common, on: '2022-01-10' })];
  const add = (happened: Partial<AssignmentRecord>) =>
    records.push(record(name, { ...common, ...happened, taskVersion: records.length + 1 }));
  if (fields.signed === 'in time') add({ kind: 'SIGNED_IN_TIME', on: '2022-01-11' });
  if (fields.signed === 'late') add({ kind: 'SIGNED_LATE', on: '2022-01-20' });
  if (fields.completedOn) add({ kind: 'SUBMITTED', on: fields.completedOn });
  if (fields.completedOn) add({ kind: 'COMPLETED', on: fields.completedOn });
  return records;
}

describe('scores of a class', () => {
  it('deduct per event and by proportion, worked out by hand', () => {
    const records = [
      ...assignment('a', { signed: 'in time', completedOn: '2022-06-30' }),
      ...assignment('b', { signed: 'late', completedOn: '2022-07-01' }), // -2.00 for signing; not met
      ...assignment('c'), // -5.00: never signed; not met
    ];
    const { results } = scoresOfRecords(SCHEME, [east!], records, AS_OF);
    // 20.00 − 2.00 − 5.00 = 13.00; 80.00 × 1 ÷ 3 = 26.67; 53.33 lost by two assignments: 26.67 and 26.66
    expect(results).toMatchObject([
      {
        marks: 3967,
        outOf: 10_000,
        rank: 1,
        obligations: 3,
        items: [
          {
            no: '1',
            marks: 1300,
            deductions: [
              { fact: 'SIGNED_LATE', times: 1 },
              { fact: 'NEVER_SIGNED', times: 1 },
            ],
          },
          { no: '2', marks: 2667, proportion: { met: 1, due: 3 }, deductions: null },
        ],
      },
    ]);
    expect(explainedItems(SCHEME, results[0]!, records, AS_OF)).toMatchObject([
      {
        reasons: [
          { fact: 'NEVER_SIGNED', marks: -500 },
          { fact: 'SIGNED_LATE', marks: -200 },
        ],
      },
      { reasons: [{ marks: -2667 }, { marks: -2666 }] },
    ]);
  });

  it('stop at the cap: the fact that reaches it takes the rest, later ones are named and take nothing', () => {
    const records = ['a', 'b', 'c', 'd'].flatMap((name) => assignment(name, name === 'a' ? { signed: 'late' } : {}));
    const { results } = scoresOfRecords(SCHEME, [east!], records, AS_OF);
    const [signing] = explainedItems(SCHEME, results[0]!, records, AS_OF);
    expect(signing!.reasons.map(({ fact, marks, nominal }) => [fact, marks, nominal])).toEqual([
      ['NEVER_SIGNED', -500, 500],
      ['NEVER_SIGNED', -500, 500],
      ['NEVER_SIGNED', 0, 500],
      ['SIGNED_LATE', 0, 200],
    ]);
  });

  it('leave out an item under which nothing fell due, and scale what remains', () => {
    const records = assignment('a', { signed: 'late' });
    const { results } = scoresOfRecords(SCHEME, [east!], records, '2022-03-31');
    expect(results[0]).toMatchObject({
      outOf: 2000,
      marks: 9000,
      items: [{ marks: 1800 }, { applicable: false, marks: 0 }],
    });
  });

  it('take the marks of an item under which nothing fell due from the assignments when the scheme says zero', () => {
    const rule = { ...SCHEME.items[1]!.rule, whenNothingDue: 'ZERO' } as (typeof SCHEME.items)[number]['rule'];
    const scheme = { ...SCHEME, items: [SCHEME.items[0]!, { ...SCHEME.items[1]!, rule }] };
    const records = assignment('a', { signed: 'in time' });
    const { results } = scoresOfRecords(scheme, [east!], records, '2022-03-31');
    const [, completing] = explainedItems(scheme, results[0]!, records, '2022-03-31');
    expect(completing).toMatchObject({ marks: 0, reasons: [{ fact: 'OBLIGATION', marks: -8000 }] });
  });

  it('neither praise nor blame a unit that carried nothing', () => {
    const { results, unassessed } = scoresOfRecords(SCHEME, UNITS, assignment('a', { signed: 'in time' }), AS_OF);
    expect(results.map(({ unitName }) => unitName)).toEqual(['东城区']);
    expect(unassessed.map(({ unitName }) => unitName).sort()).toEqual(['朝阳区', '海淀区', '西城区'].sort());
  });

  it('ignore units outside the class and assignments of other years', () => {
    const nextYear = record('b', {
      unitId: east!.unitId,
      on: '2022-02-01',
      deadline: '2023-05-05',
      signDueOn: '2022-02-03',
    });
    const stranger = record('c', { unitId: derivedId('北京海关'), on: '2022-02-01', deadline: '2022-05-05' });
    const { results } = scoresOfRecords(
      SCHEME,
      [east!],
      [...assignment('a', { signed: 'in time' }), nextYear, stranger],
      AS_OF,
    );
    expect(results).toMatchObject([{ unitId: east!.unitId, obligations: 1 }]);
  });

  it('share a rank among equal marks and skip the next one', () => {
    const score = (unitName: string, marks: number) => ({
      unitId: unitName,
      unitName,
      marks,
      outOf: 1,
      obligations: 1,
      items: [],
    });
    const scores = [score('a', 8000), score('b', 9000), score('c', 9000), score('d', 7000)];
    expect(ranked(scores).map(({ unitName, rank }) => [unitName, rank])).toEqual([
      ['b', 1],
      ['c', 1],
      ['a', 3],
      ['d', 4],
    ]);
  });

  it('are the same bit for bit whatever order facts and units come in', () => {
    fc.assert(
      fc.property(
        schemes,
        histories(UNIT_IDS).chain((records) =>
          fc.tuple(fc.constant(records), fc.shuffledSubarray(records, { minLength: records.length })),
        ),
        fc.shuffledSubarray(UNITS, { minLength: UNITS.length }),
        days,
        (scheme, [records, shuffled], units, asOf) => {
          const once = scoresOfRecords(scheme, UNITS, records, asOf);
          expect(JSON.stringify(scoresOfRecords(scheme, units, shuffled, asOf))).toBe(JSON.stringify(once));
          for (const result of once.results) {
            const explained = explainedItems(scheme, result, records, asOf);
            expect(explainedItems(scheme, result, shuffled, asOf)).toEqual(explained);
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  it('are what the pencil says, and every mark lost names an event that happened', () => {
    fc.assert(
      fc.property(schemes, histories(UNIT_IDS), days, (scheme, records, asOf) => {
        const eventIds = new Set(records.map(({ eventId }) => eventId));
        const { results, unassessed } = scoresOfRecords(scheme, UNITS, records, asOf);
        for (const result of results) {
          const items = explainedItems(scheme, result, records, asOf);
          for (const item of items.filter(({ applicable }) => applicable)) {
            const lost = item.reasons.reduce((total, reason) => total - reason.marks, 0);
            expect(item.fullMarks - lost).toBe(item.marks);
            expect(item.marks).toBeGreaterThanOrEqual(0);
          }
          expect(items.flatMap(({ reasons }) => reasons).every(({ eventId }) => eventIds.has(eventId))).toBe(true);
        }
        const marks = new Map(results.map((result) => [result.unitId, result.marks as number | null]));
        for (const { unitId } of unassessed) marks.set(unitId, null);
        expect(marks).toEqual(new Map(UNIT_IDS.map((unitId) => [unitId, pencilled(scheme, records, unitId, asOf)])));
      }),
      { numRuns: 300 },
    );
  });
});

function pencilled(
  scheme: typeof SCHEME,
  records: readonly AssignmentRecord[],
  unitId: string,
  asOf: string,
): number | null {
  const own = records.filter((each) => each.unitId === unitId);
  const noted = [...Map.groupBy(own, ({ assignmentId }) => assignmentId).values()]
    .filter(([first]) => first!.on <= asOf)
    .map((story) => liveThrough(story, asOf))
    .filter((facts) => facts !== null && facts.year === scheme.year);
  return marksOf(
    scheme,
    noted.map((facts) => facts!),
  );
}
