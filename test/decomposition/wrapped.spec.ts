import { describe, expect, it } from 'vitest';
import { joinWrapped } from '#decomposition';
import { carried, read } from './support/read.js';

const WRAPPED = [
  '　　一、主要任务',
  '　　（一）建设统一平台。按照统筹规划、集约建设的要求，建',
  '设全市统一的监测平台，接入各类感知设备，2025年6月底前完',
  '成一期工程。（牵头单位：市数据局；配合单位：市财政局、市',
  '城市管理委）',
  '　　（二）推进试点。选择两个街道开展试点，总结可复制、可',
  '推广的经验。（市民政局负责）',
];

describe('text that was broken at a fixed width', () => {
  it.for([
    ['with its paragraphs indented', WRAPPED],
    ['without indents', WRAPPED.map((line) => line.trim())],
    ['with numbers of pages between its lines', [...WRAPPED.slice(0, 3), '— 2 —', ...WRAPPED.slice(3)]],
  ] as const)('is understood as if it were whole, %s', ([, lines]) => {
    const { tasks, sentences } = read(lines.join('\n'));
    expect(tasks.map(carried)).toEqual([
      { lead: ['市数据局'], co: ['市财政局', '市城市管理委'], responsible: [] },
      { lead: [], co: [], responsible: ['市民政局'] },
    ]);
    expect(tasks[0]?.deadline.value.due).toBe('2025-06-30');
    expect(sentences.map(({ text }) => text)).toContain(
      '按照统筹规划、集约建设的要求，建设全市统一的监测平台，接入各类感知设备，2025年6月底前完成一期工程。',
    );
  });

  it.for([
    [
      'items of one length without full stops',
      ['1.完善质量标准体系', '2.健全质量监管机制', '3.提升质量服务水平', '4.夯实质量基础设施'],
    ],
    [
      'labelled lines',
      [
        '责任单位：市市场监管局、市教育局、市民政局',
        '配合单位：市财政局、市科学技术局、各区政府',
        '完成时限：二〇二五年十二月三十一日之前',
      ],
    ],
    [
      'paragraphs that end with full stops',
      Array.from({ length: 6 }, (_, at) => `第${at}段完善质量标准体系，健全质量监管机制，提升水平。`),
    ],
    [
      'paragraphs of many widths',
      ['建设', '建设统一平台', '建设全市统一的监测平台和感知设备', '甲'.repeat(200), '乙'.repeat(90)],
    ],
  ] as const)('is not taken for %s', ([, lines]) => {
    expect(joinWrapped([...lines])).toEqual(lines);
  });

  it('keeps the space between words of Latin letters', () => {
    const lines = [
      'The platform collects readings from all of the devices that',
      'the districts run and passes them on to the control room so',
      'that every reading is seen there within a minute or two of',
      'its time.',
    ];
    expect(joinWrapped(lines)).toEqual([lines.join(' ')]);
  });
});
