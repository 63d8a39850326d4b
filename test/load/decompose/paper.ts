import { numeral } from '../../decomposition/support/variations.js';

const SUBJECTS = ['计量服务', '标准供给', '认证认可', '检验检测', '品牌建设', '质量帮扶', '消费环境', '诚信体系'];
const UNITS = [
  '市市场监管局',
  '市发展改革委',
  '市经济和信息化局',
  '市科技局',
  '市商务局',
  '市农业农村局',
  '市财政局',
  '各区政府',
];

/** A paper of the usual shape with at least `characters` characters: sections, items with notes, dates and numbers, no two alike. */
export function paperOf(characters: number): string {
  const lines = [
    '某市质量提升行动方案（2024—2026年）',
    '某质强组发〔2024〕3号',
    '各区人民政府，市政府各部门：',
    '为提升质量，制定本方案。',
  ];
  let length = lines.join('\n').length;
  for (let item = 0; length < characters; item++) {
    const added =
      item % 8 === 0 ? [`${numeral(((item / 8) % 99) + 1)}、第${item}组重点任务`, itemOf(item)] : [itemOf(item)];
    lines.push(...added);
    length += added.reduce((sum, line) => sum + line.length + 1, 0);
  }
  return [...lines, '某市人民政府', '2024年3月5日'].join('\n');
}

function itemOf(item: number): string {
  const subject = `${SUBJECTS[item % 8] ?? ''}${item}`;
  const unit = (offset: number): string => UNITS[(item + offset) % 8] ?? '';
  const year = 2024 + (item % 3);
  return [
    `（${numeral((item % 98) + 1)}）推进${subject}。围绕重点产业和民生领域，完善${subject}工作体系，推动资源共享、结果互认，避免重复建设。`,
    `${year}年${(item % 12) + 1}月底前建成${subject}平台${(item % 40) + 2}个以上，每年服务企业${100 + item}家，力争达到${150 + item}家。`,
    `加强与《某市产业规划（2021—2025年）》衔接，按季度调度进展，每月25日前报送情况。`,
    `（${unit(0)}牵头，${unit(1)}、${unit(2)}等部门和${unit(7)}按职责分工负责）`,
  ].join('');
}
