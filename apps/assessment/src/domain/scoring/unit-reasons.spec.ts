import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { derivedId } from '#kernel';
import { days, histories } from '../../../test/support/histories.js';
import { SCHEME, schemes } from '../../../test/support/scheme.js';
import { explainedItems, scoresOfRecords } from '../../../test/support/scores-of-records.js';
import type { Fact } from './facts.js';
import { figuresOf, setOf, setsWithReasons } from './figures.js';
import { factsOfYear } from './score-class.js';
import { scoreUnit } from './score-unit.js';
import { reasonsOf } from './unit-reasons.js';

const UNIT = { unitId: derivedId('东城区'), name: '东城区' };
const told = fc.record({ records: histories([UNIT.unitId]), scheme: schemes, asOf: days });

describe('the reasons of a result', () => {
  it('need no more than the assignments of which the scheme may name a fact', () => {
    fc.assert(
      fc.property(told, ({ records, scheme, asOf }) => {
        const withReasons = new Set(setsWithReasons(scheme));
        const [result] = scoresOfRecords(scheme, [UNIT], records, asOf).results;
        if (!result) return;
        const byAssignment = Map.groupBy(factsOfYear(records, scheme.year, asOf), ({ assignmentId }) => assignmentId);
        const some = [...byAssignment.values()].filter((own) => withReasons.has(setOf(own.map(({ kind }) => kind))));
        const explained = explainedItems(scheme, result, records, asOf).map(({ no, reasons }) => ({ no, reasons }));
        expect(reasonsOf(scheme, result, some.flat())).toEqual(explained);
      }),
      { numRuns: 200 },
    );
  });

  it('are none at all where a fact is missing that took marks', () => {
    fc.assert(
      fc.property(told, ({ records, scheme, asOf }) => {
        const facts = factsOfYear(records, scheme.year, asOf);
        const [result] = scoresOfRecords(scheme, [UNIT], records, asOf).results;
        const taken = (result ? explainedItems(scheme, result, records, asOf) : []).flatMap(({ reasons }) => reasons);
        const lost = taken.find(({ marks }) => marks < 0);
        if (!result || !lost) return;
        const others = facts.filter(({ assignmentId }) => assignmentId !== lost.assignmentId);
        expect(reasonsOf(scheme, result, others)).toBeNull();
      }),
      { numRuns: 200 },
    );
  });

  it('are none at all where a fact came that was not counted, even past the cap', () => {
    const fact = (name: string, kind: Fact['kind'], on: string) => {
      return { kind, taskId: name, assignmentId: name, unitId: UNIT.unitId, eventId: name, on };
    };
    const facts = ['a', 'b'].flatMap((name) => [
      fact(name, 'OBLIGATION', '2022-03-01'),
      fact(name, 'NEVER_SIGNED', '2022-03-02'),
    ]);
    const { items } = scoreUnit(SCHEME, UNIT.unitId, figuresOf(facts))!;
    const result = { items, obligations: 2 };
    expect(reasonsOf(SCHEME, result, facts)).toMatchObject([{ reasons: [{ marks: -500 }, { marks: -500 }] }, {}]);
    expect(reasonsOf(SCHEME, result, [...facts, fact('c', 'SIGNED_LATE', '2022-03-03')])).toBeNull();
  });
});
