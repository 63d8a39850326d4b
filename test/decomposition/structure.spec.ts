import { describe, expect, it } from 'vitest';
import { decodeText, decompose, type Paper, type Register } from '#decomposition';
import { carried, excluded, read } from './support/read.js';

const PAPER = [
  '某市人民政府文件',
  '某政办发(2024)第12号',
  '关于印发《某市质量提升行动方案》的通知',
  '各区、县（市）人民政府，市政府各部门：',
  '现将《某市质量提升行动方案》印发给你们，请认真贯彻落实。',
  '某市人民政府办公室',
  '2024年3月5日',
  '（此件公开发布）',
  '某市质量提升行动方案',
  '为提升质量，制定本方案。',
  '一、总体要求',
  '到2026年，主导制定标准50项以上。',
  '二、主要任务',
  '（一）标准引领',
  '1.建设标准体系',
  '完善标准体系。(责任单位:市标准化委员会成员单位)',
  '2.培育团体标准',
  '鼓励制定团体标准。(责任单位:市市场监管局)',
  '三、保障措施',
  '加强组织领导。',
  '附件：1.任务清单',
  '2.指标清单',
  '抄送：市委办公室。',
].join('\n');

describe('the frame of a paper', () => {
  const proposal = read(PAPER);

  it('is read whatever the brackets of its number', () => {
    expect(proposal.head).toMatchObject({
      documentNumber: '某政办发(2024)第12号',
      title: '关于印发《某市质量提升行动方案》的通知',
      planTitle: '某市质量提升行动方案',
      issuer: '某市人民政府办公室',
      recipients: ['各区、县（市）人民政府', '市政府各部门'],
      issuedOn: '2024-03-05',
    });
  });

  it('asks nothing of anybody, each line for a reason with a name', () => {
    expect(Object.keys(excluded(proposal)).sort()).toEqual([
      'attachment-list',
      'copies',
      'covering-letter',
      'date',
      'document-number',
      'general-requirements',
      'heading',
      'preamble',
      'recipients',
      'red-head',
      'release-mark',
      'safeguards',
      'signature',
      'title',
    ]);
    expect(proposal.coverage.open).toBe(0);
  });

  it('leaves the tasks with their titles on lines of their own', () => {
    expect(proposal.tasks.map(({ no, title, text }) => [no, title, text.value])).toEqual([
      ['1', '建设标准体系', '完善标准体系。'],
      ['2', '培育团体标准', '鼓励制定团体标准。'],
    ]);
  });
});

it('a section that names nobody in a paper that names units stays open', () => {
  const { coverage, tasks } = read('一、任务\n（一）建库。推进。（市数据局负责）\n二、其他事项\n推进有关工作。');
  expect(tasks).toHaveLength(1);
  expect(coverage.open).toBe(2);
});

it('a duty with a lead and a limit among the safeguards is a task, with a limit alone it stays open, what only exhorts asks nothing', () => {
  const { tasks, sentences } = read(
    '一、任务\n（一）建库。推进。（省数据局负责）\n二、组织实施\n（一）加强统筹。\n省科技厅要会同有关部门建立机制，2025年6月底前出台细则。\n（二）严格考核。纳入年度考核。\n（三）加强宣传。省教育厅要在2025年8月底前开展宣讲。',
  );
  expect(tasks.slice(1).map((task) => [task.title, carried(task), task.deadline.value.due])).toEqual([
    ['加强统筹', { lead: ['省科技厅'], co: ['有关部门'], responsible: [] }, '2025-06-30'],
  ]);
  const open = sentences.flatMap(({ state, text }) => (state === 'open' ? [text] : []));
  expect(open).toEqual(['（三）加强宣传。', '省教育厅要在2025年8月底前开展宣讲。']);
});

it('a unit that works with others among the safeguards keeps its item open without a limit', () => {
  const { sentences } = read(
    '一、任务\n（一）建库。推进。（省数据局负责）\n二、组织实施\n（一）加强调度。省科技厅会同省统计局按月通报进展。\n（二）加强宣传。各单位要高度重视。',
  );
  const open = sentences.flatMap(({ state, text }) => (state === 'open' ? [text] : []));
  expect(open).toEqual(['（一）加强调度。', '省科技厅会同省统计局按月通报进展。']);
});

describe('a heading that calls an item by its name before the number', () => {
  it.for([
    ['☆任务1：', '☆任务2：'],
    ['【任务一】', '【任务二】'],
    ['任务1.', '任务2.'],
    ['工作1：', '工作2：'],
    ['重点任务一、', '重点任务二、'],
  ] as const)('numbers it: %s', ([first, second]) => {
    const { tasks } = read(
      `某市行动方案\n${first}建设平台\n完善功能。（市数据局负责）\n${second}培育企业\n完善政策。（市工信局负责）`,
    );
    expect(tasks.map(({ title, text }) => [title, text.value])).toEqual([
      ['建设平台', '完善功能。'],
      ['培育企业', '完善政策。'],
    ]);
    expect(tasks.map(({ no }) => no)).toEqual(/[一二]/.test(first) ? ['一', '二'] : ['1', '2']);
  });

  it('is none where the word goes on', () => {
    const { tasks } = read('一、任务\n（一）建库。\n任务1.5万件按期办结。（市数据局负责）');
    expect(tasks).toMatchObject([{ no: '一' }]);
  });
});

it('a unit that leads something among the safeguards keeps its item open, without 由 and without a limit', () => {
  const { sentences } = read(
    '一、任务\n（一）建库。推进。（省数据局负责）\n二、组织实施\n（一）加强组织领导。省科技厅牵头建立联席会议制度。\n（二）加强宣传。各单位要高度重视。',
  );
  const open = sentences.flatMap(({ state, text }) => (state === 'open' ? [text] : []));
  expect(open).toEqual(['（一）加强组织领导。', '省科技厅牵头建立联席会议制度。']);
});

it('a line that says until when is a task of its note, and no heading of the items below it', () => {
  const { tasks, sentences } = read(
    '一、任务\n1.建设集散市场，2025年11月底前完成验收。牵头单位：省商务厅\n（一）编制方案。\n（二）组织施工。',
  );
  expect(tasks.map((task) => [carried(task)?.lead, task.deadline.value?.raw])).toEqual([
    [['省商务厅'], '2025年11月底前'],
  ]);
  expect(sentences.filter(({ state }) => state === 'open')).toEqual([]);
});

it('what introduces the tasks is no recipient', () => {
  const { head } = read(
    '关于分解下达任务的通知\n各县区人民政府：\n根据市委、市政府部署，现将任务分解如下：\n一、建库。（市数据局负责）',
  );
  expect(head.recipients).toEqual(['各县区人民政府']);
});

it('where every sentence stands can be looked up in the paper', () => {
  const text = '一、任务\n（一）建库。推进工作。（市数据局负责）';
  for (const { place, text: sentence } of read(text).sentences) {
    expect(text.split('\n')[place.block]?.slice(place.from, place.to)).toBe(sentence);
  }
});

describe('a table', () => {
  const ROWS = '序号\t重点任务\t具体措施\t牵头单位\t配合单位\t完成时限';

  it('gives a row the units of the merged cell above, and no co-unit to a lead of its own', () => {
    const { tasks } = read(
      [
        ROWS,
        '1\t营商\t推行改革\t市行政审批局\t市公安局\t2024年6月底前',
        '2\t\t清理证明\t市司法局\t\t持续推进',
        '3\t\t完善清单\t\t\t',
      ].join('\n'),
    );
    expect(tasks.map((task) => carried(task))).toEqual([
      { lead: ['市行政审批局'], co: ['市公安局'], responsible: [] },
      { lead: ['市司法局'], co: [], responsible: [] },
      { lead: ['市司法局'], co: [], responsible: [] },
    ]);
    expect(tasks.map(({ deadline }) => deadline.value.raw)).toEqual(['2024年6月底前', '', '']);
  });

  it('whose reader sees merged cells is taken at its word', () => {
    const cells = (...texts: string[]) => ({ cells: texts.map((text) => ({ text })) });
    const paper: Paper = {
      blocks: [
        {
          kind: 'table',
          emptyMayBeMerged: false,
          rows: [
            cells('序号', '任务', '责任单位'),
            { cells: [{ text: '1' }, { text: '推进改革' }, { text: '市司法局', rowSpan: 2 }] },
            cells('2', '完善清单'),
            cells('3', '加强宣传', ''),
          ],
        },
      ],
    };
    expect(decompose(paper).tasks.map((task) => carried(task)?.responsible)).toEqual([['市司法局'], ['市司法局'], []]);
  });

  it('of indicators gives targets with the year of the column', () => {
    const [task] = read(
      '附1\n工作指标表\n序号\t领域\t工作指标\t2027年目标值\t责任单位\n1\t总体\t每年开放场景数量\t150个以上\t市发展改革委',
    ).tasks;
    expect(task).toMatchObject({ kind: 'indicator', deadline: { value: { raw: '2027年', due: '2027-12-31' } } });
    expect(task?.indicators).toMatchObject([{ comparator: '≥', value: 150, unit: '个', per: 'year' }]);
  });
});

describe('a register', () => {
  const unit = (unitId: string, name: string, ...aliases: Register['units'][number]['aliases'][number][]) => ({
    unitId,
    name,
    aliases,
  });
  const register: Register = {
    units: [
      unit('u1', '某江省发展和改革委员会'),
      unit('u2', '某江省住房和城乡建设厅'),
      unit('u3', '某江省乡村振兴局', { name: '省扶贫办', from: null, to: '2021-02-24' }),
      unit('u4', '甲市人民政府'),
      unit('u5', '乙市人民政府'),
      unit('u6', '某江省市场监督管理局'),
      unit('u7', '某江省文化广电和旅游厅'),
    ],
    groups: [
      {
        groupId: 'g1',
        name: '各设区市政府',
        aliases: ['各设区市'],
        members: [
          { unitId: 'u4', from: '2020-01-01', to: null },
          { unitId: 'u5', from: '2025-01-01', to: null },
        ],
      },
    ],
  };
  const resolved = (names: string) => {
    const text = `（一）推进工作。落实任务。（${names}负责）\n某江省人民政府\n2024年3月5日`;
    return read(text, register).tasks[0]?.units.value.map(({ resolution }) => resolution);
  };

  it.for([
    ['省发展改革委', 'u1', 'short-form'],
    ['省住建厅', 'u2', 'abbreviation'],
    ['省扶贫办', 'u3', 'former-name'],
    ['省市场监管局（省知识产权局）', 'u6', 'outside-bracket'],
    ['文化广电和旅游厅', 'u7', 'without-level'],
  ] as const)('finds %s', ([name, unitId, by]) => {
    expect(resolved(name)).toMatchObject([{ state: 'unit', unitId, by }]);
  });

  it('completes an ellipsis and expands a group by the day of the paper', () => {
    expect(resolved('甲市、乙市人民政府')).toMatchObject([{ unitId: 'u4' }, { unitId: 'u5' }]);
    expect(resolved('各设区市')).toMatchObject([{ state: 'group', members: ['u4'] }]);
  });

  it('keeps an unknown name verbatim with the best candidates', () => {
    expect(resolved('省住房建设管理局')).toMatchObject([{ state: 'open', candidates: [{ unitId: 'u2' }] }]);
    expect(resolved('霁川总站')).toEqual([{ state: 'open', candidates: [] }]);
  });
});

it('text in GB18030 is read like text in UTF-8', () => {
  const bytes = Uint8Array.from([0xb8, 0xbd, 0xbc, 0xfe]); // 附件
  expect(decodeText(bytes)).toBe('附件');
  expect(decodeText(new TextEncoder().encode('附件'))).toBe('附件');
});

describe('what a paper asks in prose', () => {
  it('is never called a preamble where no item follows', () => {
    const proposal = read(
      ['关于做好防汛工作的通知', '各区人民政府：', '市水务局牵头，市财政局配合，储备物资。', '各区要落实责任。'].join(
        '\n',
      ),
    );
    expect(excluded(proposal)['preamble']).toBeUndefined();
    expect(proposal.coverage.open).toBe(2);
  });

  it('stays open above the items where it sets a unit a limit', () => {
    const proposal = read(
      [
        '某市防汛方案',
        '为做好防汛工作，制定本方案。',
        '市水务局要在2024年5月底前完成除险加固。',
        '一、备足物资。（市应急局负责）',
      ].join('\n'),
    );
    expect(excluded(proposal)['preamble']).toEqual(['为做好防汛工作，制定本方案。']);
    expect(proposal.sentences.filter(({ state }) => state === 'open')).toMatchObject([
      { text: '市水务局要在2024年5月底前完成除险加固。' },
    ]);
  });
});

describe('a title that the file declares a heading', () => {
  const paper = (...headings: readonly string[]): Paper => ({
    blocks: [
      ...headings.map((text) => ({ kind: 'paragraph' as const, text, headingLevel: 1 })),
      { kind: 'paragraph', text: '一、备足物资。（市应急局负责）' },
    ],
  });

  it('is the title of the paper and no item', () => {
    const { head, tasks } = decompose(paper('关于做好防汛工作的通知'));
    expect(head.title).toBe('关于做好防汛工作的通知');
    expect(tasks).toMatchObject([{ no: '一', section: '' }]);
  });

  it('is an item where others of its level follow', () => {
    expect(decompose(paper('编制防汛规划', '落实防汛计划')).head.title).toBe('');
  });
});
