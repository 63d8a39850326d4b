import fc from 'fast-check';
import { FactKind, type SchemeState, type ScoringRule } from '#contracts';
import { derivedId } from '#kernel';
import { FACT_RULES } from '../../src/domain/scoring/facts.js';

const FAULTS = FactKind.options.filter((kind) => FACT_RULES[kind].fault);

/** A scheme with the two kinds of rule, 100 points. */
export const SCHEME: SchemeState = {
  schemeId: derivedId('a scheme'),
  officeUnitId: derivedId('an office'),
  name: '各区质量工作考核（示例）',
  year: 2022,
  revision: 1,
  objectClass: 'DISTRICT',
  fullMarks: 10_000,
  origin: '示例',
  items: [
    {
      no: '1',
      title: '签收',
      fullMarks: 2000,
      rule: {
        type: 'DEDUCT_PER_EVENT',
        deductions: [
          { fact: 'SIGNED_LATE', marks: 200 },
          { fact: 'NEVER_SIGNED', marks: 500 },
        ],
        cap: 1000,
      },
    },
    {
      no: '2',
      title: '办结',
      fullMarks: 8000,
      rule: {
        type: 'PROPORTION',
        numerator: ['COMPLETED_IN_TIME'],
        denominator: ['COMPLETED_IN_TIME', 'COMPLETED_LATE', 'NOT_COMPLETED'],
        whenNothingDue: 'NOT_APPLICABLE',
      },
    },
  ],
};

const deductPerEvent = (fullMarks: number): fc.Arbitrary<ScoringRule> =>
  fc.record({
    type: fc.constant('DEDUCT_PER_EVENT' as const),
    deductions: fc.uniqueArray(
      fc.record({ fact: fc.constantFrom(...FAULTS), marks: fc.integer({ min: 1, max: 700 }) }),
      { selector: ({ fact }) => fact, minLength: 1 },
    ),
    cap: fc.integer({ min: 1, max: fullMarks }),
  });

const proportion: fc.Arbitrary<ScoringRule> = fc.record({
  type: fc.constant('PROPORTION' as const),
  numerator: fc.subarray([...FactKind.options], { minLength: 1 }),
  denominator: fc.subarray([...FactKind.options], { minLength: 1 }),
  whenNothingDue: fc.constantFrom('FULL', 'ZERO', 'NOT_APPLICABLE'),
});

const item = fc.integer({ min: 1, max: 5000 }).chain((fullMarks) =>
  fc.record({
    title: fc.constant('an item'),
    fullMarks: fc.constant(fullMarks),
    rule: fc.oneof(deductPerEvent(fullMarks), proportion),
  }),
);

/** Consistent schemes of the year 2022 with one to four items. */
export const schemes: fc.Arbitrary<SchemeState> = fc.array(item, { minLength: 1, maxLength: 4 }).map((items) => ({
  ...SCHEME,
  fullMarks: items.reduce((total, { fullMarks }) => total + fullMarks, 0),
  items: items.map((each, index) => ({ ...each, no: String(index + 1) })),
}));
