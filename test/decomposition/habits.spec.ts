import { describe, expect, it } from 'vitest';
import { carried, excluded, noted, read } from './support/read.js';

const targetsOf = (text: string): string[] =>
  read(`一、主要任务\n（一）${text}（市工信局）`).tasks.flatMap(({ indicators }) =>
    indicators.map(({ comparator, value, unit }) => `${comparator}${value}${unit}`),
  );
const targetsInTable = (rows: string): string[][] =>
  read(rows).tasks.map(({ indicators }) =>
    indicators.map(({ comparator, value, unit }) => `${comparator}${value}${unit}`),
  );

describe('a note', () => {
  it('that several lead each for a part of it names them all as leads', () => {
    expect(noted('（省经信厅、省发展改革委分别牵头）')).toEqual({
      lead: ['省经信厅', '省发展改革委'],
      co: [],
      responsible: [],
    });
  });

  it('may name the departments of a ministry', () => {
    expect(noted('（法制司、水运局）')?.responsible).toEqual(['法制司', '水运局']);
    expect(noted('（人事教育司、法制司）')?.responsible).toEqual(['人事教育司', '法制司']);
  });
});

it('whoever works with a lead ends where it is said what they do', () => {
  const { tasks } = read('一、主要任务\n（一）强化协调。农业农村部会同有关部门建立会商机制。');
  expect(carried(tasks[0])).toEqual({ lead: ['农业农村部'], co: ['有关部门'], responsible: [] });
});

describe('a target', () => {
  it.for([
    ['完成签约500户。', ['=500户']],
    ['为5000户困难家庭实施改造。', ['=5000户']],
    ['推动800家中小企业实施数字化改造。', ['=800家']],
    ['开工18个，完工12个。', ['=18个', '=12个']],
    ['实际利用外资1.2亿美元。', ['=120000000美元']],
    ['出口带宽不低于1000Mbps。', ['≥1000Mbps']],
  ] as const)('is found in 「%s」', ([text, targets]) => {
    expect(targetsOf(text)).toEqual(targets);
  });

  it.for(['对年用水量1万立方米以上的企业开展测试。', '开展重大隐患动态清零行动。'])('is not set by 「%s」', (text) => {
    expect(targetsOf(text)).toEqual([]);
  });
});

describe('a table', () => {
  it('of indicators counts in what the name of each says in brackets', () => {
    expect(
      targetsInTable(
        '序号\t指标\t2027年目标值\t2030年目标值\t责任单位\n1\t用水总量（亿立方米）\t≤208\t≤210\t省水利厅\n2\t管网漏损率（%）\t8.5\t8.0以内\t省住建厅\n3\t有效利用系数\t0.572\t0.585以上\t省水利厅',
      ),
    ).toEqual([
      ['≤20800000000立方米', '≤21000000000立方米'],
      ['=8.5%', '≤8%'],
      ['=0.572', '≥0.585'],
    ]);
  });

  it('may say beside the task what is aimed at', () => {
    expect(
      targetsInTable('序号\t工作任务\t具体目标\t主责单位\n1\t推进楼宇提质\t盘活楼宇15万平方米，培育楼宇12栋\t区发改委'),
    ).toEqual([['=150000平方米', '=12栋']]);
  });

  it('with a column of kinds of tasks reads the tasks beside it, and a target of a year may be a date or none', () => {
    const { tasks } = read(
      '序号\t任务类别\t主要任务\t2026年目标\t2027年目标\t牵头部门\n1\t生活源\t建设“无废细胞”\t60个\t100个\t区环保局\n2\t制度\t制定管理办法\t6月底前印发\t—\t区环保局',
    );
    expect(
      tasks.map(({ title, domain, deadline, indicators }) => [title, domain, deadline.value.due, indicators.length]),
    ).toEqual([
      ['建设“无废细胞”', '生活源', '2027-12-31', 2],
      ['制定管理办法', '制度', '2026-06-30', 0],
    ]);
  });

  it('whose cells may be merged leads a row that names who is responsible as the rows above, where their task goes on', () => {
    const { tasks } = read(
      '序号\t任务名称\t任务内容\t牵头单位\t责任单位\n1\t产业链提升\t制定图谱\t市工信局\t市商务局\n2\t\t组织对接\t\t各链长单位\n3\t企业培育\t建立名单\t\t市科技局',
    );
    expect(tasks.map(carried).slice(1)).toEqual([
      { lead: ['市工信局'], co: [], responsible: ['各链长单位'] },
      { lead: [], co: [], responsible: ['市科技局'] },
    ]);
  });

  it('leaves nothing open of the heading that it stands below', () => {
    const { coverage } = read('2026年任务清单\n一、重点任务\n序号\t任务\t牵头单位\n1\t制定图谱\t市工信局');
    expect(coverage.open).toBe(0);
  });
});

describe('a section', () => {
  const stages =
    '二、实施步骤\n（一）部署阶段（2026年4月）。各地制定具体方案。\n（二）总结阶段（2026年12月）。进行总结评估。';

  it('of stages asks nothing of anybody where the tasks name their units', () => {
    const proposal = read(`一、主要任务\n（一）发展服务。新建中心3个。（市民政局）\n${stages}`);
    expect(proposal.tasks).toHaveLength(1);
    expect(proposal.coverage.open).toBe(0);
    expect(excluded(proposal)['safeguards']).toContain('进行总结评估。');
  });

  it('of stages is read for tasks where the paper names no unit', () => {
    const { tasks } = read(`一、主要任务\n（一）发展服务。新建中心3个。\n${stages}`);
    expect(tasks.map(({ text }) => text.value).join('')).toContain('进行总结评估');
  });

  it('of requirements leaves only the sentence open that tells somebody until when, not its heading', () => {
    const proposal = read(
      '一、主要任务\n（一）发展服务。新建中心3个。（市民政局）\n二、有关要求\n市财政局要于3月15日前制定办法。\n三、附则\n其他。',
    );
    const open = proposal.sentences.filter(({ state }) => state === 'open').map(({ text }) => text);
    expect(open).toEqual(['市财政局要于3月15日前制定办法。']);
  });
});
