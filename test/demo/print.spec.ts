import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { instantOf } from '#kernel';
import expected from './expected.json' with { type: 'json' };
import { printOutcome, storyteller } from './print.js';

let lines: string[];

beforeEach(() => {
  lines = [];
  vi.spyOn(console, 'log').mockImplementation((text: string) => void lines.push(...text.split('\n')));
});

afterEach(() => {
  vi.restoreAllMocks();
});

const between = (section: string, next: string) =>
  lines.slice(lines.indexOf(`  ${section}`) + 1, lines.indexOf(`  ${next}`)).filter((line) => line !== '');

describe('the story', () => {
  it('is told with the day in Beijing of each reminder and of each event', () => {
    const { reminded, happened } = storyteller();
    reminded(instantOf('2022-03-22', '09:00'), 3);
    happened({ at: '2022-03-25 10:00', says: '退回丰台区的办结申请', act: async () => undefined });
    expect(lines).toEqual(['  2022-03-22 09:00  发出提醒 3 条', '  2022-03-25 10:00  退回丰台区的办结申请']);
  });
});

describe('the outcome', () => {
  beforeEach(() => printOutcome(expected));

  it('has a line for every reminder, and their sum', () => {
    const printed = between('提醒 Reminders', '2023年放假安排公布后移动的提醒 Moved by the calendar');
    expect(printed).toHaveLength(expected.reminders.length + 1);
    expect(printed[0]).toBe('  2021-11-25  签收到期  1：市住房城乡建设委、市城市管理委');
    expect(printed.at(-1)).toBe('  共发出 31 条（43 人次），未发 0 条');
  });

  it('names the reminders that the calendar moved, from which day to which', () => {
    expect(
      between('2023年放假安排公布后移动的提醒 Moved by the calendar', '签收与办结 Signing and completion'),
    ).toEqual([
      '  解读-2 时限前1个工作日：2023-01-27 → 2023-01-29（市科委、中关村管委会、市商务局）',
      '  解读-4 逾期1个工作日：2023-01-26 → 2023-01-28（市科委、中关村管委会）',
    ]);
  });

  it('counts signing and completion', () => {
    expect(between('签收与办结 Signing and completion', '台账（按亮灯） The ledger by light')).toEqual([
      '  签收：66 项中按时 62，逾期 3，未签 1',
      '  办结：按时 57，逾期 2，随任务结束未办结 2，在办 5；退回 2 次',
    ]);
  });

  it('shows the ledger by light', () => {
    expect(between('台账（按亮灯） The ledger by light', '各区2022年度得分 Scores of the districts')).toEqual([
      '  红灯  解读-4 市科委、中关村管委会；解读-12 门头沟区',
      '  黄灯  解读-8 市经济和信息化局；解读-8 市国资委',
      '  绿灯  解读-5 市市场监管局',
      '  灰灯  1 市城市管理委；解读-1 待交办；解读-3 待交办；解读-7 待交办；解读-9 密云区；解读-10 待交办；解读-13 待交办',
      '  办结  1 × 5；解读-2 × 2；解读-6 × 2；解读-9 × 17；解读-11 × 17；解读-12 × 16（看板：59 项）',
    ]);
  });

  it('ranks every district, with the reason and the day of each point lost', () => {
    const ranking = lines.slice(lines.indexOf('  各区2022年度得分 Scores of the districts') + 2);
    expect(ranking).toHaveLength(17);
    expect(ranking[10]).toBe('  11   98.00  石景山区  -2.00 解读-11 逾期签收（2021-12-10）');
    expect(ranking[16]).toBe(
      '  17   71.67  门头沟区  -5.00 解读-12 未签收（2021-12-08）；-10.00 解读-12 到期未办结（2022-11-30）；' +
        '-13.33 解读-12 到期未办结（2022-11-30）',
    );
  });

  it('says every rule and every fact in words', () => {
    expect(lines.filter((line) => /[A-Z]+_/.test(line))).toEqual([]);
  });
});
