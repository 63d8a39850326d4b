import type { SchemeState } from '#contracts';

/**
 * A scheme for the districts, made for the sample: Beijing's own was not found in any public source.
 * Its rule types are those of real schemes (deduction per event with a cap, proportion). Marks are hundredths of a point.
 */
export const SAMPLE_SCHEME = {
  name: '各区质量提升行动年度考核细则（示例）',
  year: 2022,
  objectClass: 'DISTRICT',
  fullMarks: 100_00,
  origin: '示例：未见北京市公开的区级质量工作考核细则，由示例的办公室确定',
  items: [
    {
      no: '1',
      title: '签收及时',
      fullMarks: 20_00,
      rule: {
        type: 'DEDUCT_PER_EVENT',
        deductions: [
          { fact: 'SIGNED_LATE', marks: 2_00 },
          { fact: 'NEVER_SIGNED', marks: 5_00 },
        ],
        cap: 20_00,
      },
    },
    {
      no: '2',
      title: '办理质量',
      fullMarks: 15_00,
      rule: { type: 'DEDUCT_PER_EVENT', deductions: [{ fact: 'RETURNED', marks: 3_00 }], cap: 15_00 },
    },
    {
      no: '3',
      title: '办结及时',
      fullMarks: 25_00,
      rule: {
        type: 'DEDUCT_PER_EVENT',
        deductions: [
          { fact: 'COMPLETED_LATE', marks: 4_00 },
          { fact: 'NOT_COMPLETED', marks: 10_00 },
        ],
        cap: 25_00,
      },
    },
    {
      no: '4',
      title: '按时办结率',
      fullMarks: 40_00,
      rule: {
        type: 'PROPORTION',
        numerator: ['COMPLETED_IN_TIME'],
        // What came to an end one way or another. A part that was closed with its task before its deadline counts neither way.
        denominator: ['COMPLETED_IN_TIME', 'COMPLETED_LATE', 'NOT_COMPLETED'],
        whenNothingDue: 'NOT_APPLICABLE',
      },
    },
  ],
} as const satisfies Omit<SchemeState, 'schemeId' | 'officeUnitId' | 'revision' | 'items'> & {
  items: readonly SchemeState['items'][number][];
};
