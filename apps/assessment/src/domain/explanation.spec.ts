import { describe, expect, it } from 'vitest';
import { record } from '../../test/support/histories.js';
import { SCHEME } from '../../test/support/scheme.js';
import { explainedItems, scoresOfRecords } from '../../test/support/scores-of-records.js';
import { explainItem, explainReason, explainTotal } from './explanation.js';
import { obligationsAsOf } from './scoring/obligation.js';
import { derivedId } from '#kernel';

const AS_OF = '2022-12-31';
const UNIT = { unitId: derivedId('东城区'), name: '东城区' };
const given = { unitId: UNIT.unitId, on: '2022-01-10', signDueOn: '2022-01-12', deadline: '2022-06-30' };
const RECORDS = [
  record('a', given),
  record('a', { ...given, kind: 'SIGNED_LATE', on: '2022-01-20', taskVersion: 2 }),
  record('a', { ...given, kind: 'DEADLINE_MOVED', on: '2022-06-01', deadline: '2022-09-30', taskVersion: 3 }),
  record('b', given),
  record('c', given),
];

function explainedAsOf(asOf: string) {
  const obligations = new Map(obligationsAsOf(RECORDS, asOf).map((each) => [each.assignmentId, each]));
  const [result] = scoresOfRecords(SCHEME, [UNIT], RECORDS, asOf).results;
  return {
    total: explainTotal(result!, SCHEME.fullMarks),
    items: explainedItems(SCHEME, result!, RECORDS, asOf).map((item, index) => ({
      arithmetic: explainItem(SCHEME.items[index]!, item),
      reasons: item.reasons.map((reason) => explainReason(reason, obligations.get(reason.assignmentId), asOf)),
    })),
  };
}

describe('an explanation', () => {
  it('gives the dates that decided each point and the arithmetic of each item', () => {
    expect(explainedAsOf(AS_OF)).toEqual({
      total: '10.00 + 0.00 = 10.00',
      items: [
        {
          arithmetic: '20.00 − 逾期签收 1 次 × 2.00 − 未签收 2 次 × 5.00（上限 10.00，实扣 10.00） = 10.00',
          reasons: [
            '未签收（2022-01-12）：应于 2022-01-12 前签收，至 2022-12-31 未签收；扣 5.00 分',
            '未签收（2022-01-12）：应于 2022-01-12 前签收，至 2022-12-31 未签收；扣 5.00 分',
            '逾期签收（2022-01-20）：应于 2022-01-12 前签收，2022-01-20 签收；应扣 2.00 分，已到扣分上限，实扣 0.00 分',
          ],
        },
        {
          arithmetic: '80.00 × 0 ÷ 3 = 0.00（四舍五入到 0.01）',
          reasons: [
            '到期未办结（2022-06-30）：期限 2022-06-30，至 2022-12-31 未办结；扣 26.67 分',
            '到期未办结（2022-06-30）：期限 2022-06-30，至 2022-12-31 未办结；扣 26.67 分',
            '到期未办结（2022-09-30）：期限 2022-09-30（原定 2022-06-30），至 2022-12-31 未办结；扣 26.66 分',
          ],
        },
      ],
    });
  });

  it('says when an item does not count and how the rest was scaled', () => {
    expect(explainedAsOf('2022-01-11')).toEqual({
      total: '（20.00）× 100.00 ÷ 20.00 = 100.00（不计分的项目不计入满分，四舍五入到 0.01）',
      items: [
        { arithmetic: '20.00 − 0.00 = 20.00', reasons: [] },
        { arithmetic: '无应办事项，本项不计分（满分 80.00）', reasons: [] },
      ],
    });
  });
});
