import { SAMPLE_CALENDARS } from '../../apps/standalone/src/sample/calendars.js';
import { SAMPLE_UNITS } from '../../apps/standalone/src/sample/units.js';
import type { City } from './city.js';

/** One moment of the story: the local time in Beijing, what is told, and what people do through the public API. */
export interface Moment {
  /** `YYYY-MM-DD HH:MM` */
  at: string;
  says: string;
  /** The reminders planned before and after it are compared. */
  replacesCalendar?: true;
  act: (city: City) => Promise<void>;
}

const DISTRICTS = SAMPLE_UNITS.filter(({ kind }) => kind === 'DISTRICT').map(({ key }) => key);
const DISTRICT_GOVERNMENTS = ['district-governments', 'economic-development-area'];
const without = (...keys: string[]) => DISTRICTS.filter((key) => !keys.includes(key));

/** 京质强组发〔2021〕3号 from November 2021 to January 2023. What units do in it is 示例; expected.md works the outcome out. */
export const STORY: readonly Moment[] = [
  {
    at: '2021-11-22 10:00',
    says: '领导小组办公室报请印发方案',
    act: (city) => city.requestIssue(),
  },
  {
    at: '2021-11-23 09:30',
    says: '领导小组组长批准，方案印发；任务1交首都标准化委员会6个成员单位（示例）',
    act: (city) => city.approveIssue(),
  },
  {
    at: '2021-11-24 10:00',
    says: '4个单位签收任务1；办公室确定市市场监管局统一报告，时限2022-11-30',
    act: async (city) => {
      await city.sign('1', [
        'market-regulation',
        'development-reform',
        'science-zhongguancun',
        'economy-informatization',
      ]);
      await city.appointReporter('1', 'market-regulation');
      await city.setDeadline('1', '2022-11-30', '年度工作安排（示例）');
    },
  },
  {
    at: '2021-11-25 10:00',
    says: '市住房城乡建设委在最后一天签收任务1',
    act: (city) => city.sign('1', ['housing']),
  },
  {
    at: '2021-11-29 10:00',
    says: '市城市管理委逾期签收任务1',
    act: (city) => city.sign('1', ['city-management']),
  },
  {
    at: '2021-12-06 10:00',
    says: '办公室把8条解读要点交给单位并定时限（示例），其余5条暂无责任单位',
    act: async (city) => {
      await city.assign('解读-2', { lead: 'science-zhongguancun', co: ['commerce'] }, '2022-12-30');
      await city.assign('解读-4', { lead: 'science-zhongguancun' }, '2023-01-20');
      await city.assign('解读-5', { lead: 'market-regulation' }, '2023-12-29');
      await city.assign('解读-6', { lead: 'commerce', co: ['customs'] }, '2022-06-30');
      await city.assign('解读-8', { lead: 'economy-informatization', co: ['state-assets'] }, '2023-12-29');
      await city.assign('解读-9', { lead: 'commerce', co: DISTRICT_GOVERNMENTS }, '2022-09-30');
      await city.assign('解读-11', { responsible: DISTRICT_GOVERNMENTS }, '2022-03-31');
      await city.assign('解读-12', { responsible: DISTRICT_GOVERNMENTS }, '2022-11-30');
    },
  },
  {
    at: '2021-12-07 10:00',
    says: '各单位签收；石景山、大兴、门头沟各有一项未签',
    act: async (city) => {
      await city.sign('解读-2', ['science-zhongguancun', 'commerce']);
      await city.sign('解读-4', ['science-zhongguancun']);
      await city.sign('解读-5', ['market-regulation']);
      await city.sign('解读-6', ['commerce', 'customs']);
      await city.sign('解读-8', ['economy-informatization', 'state-assets']);
      await city.sign('解读-9', ['commerce', ...without('daxing')]);
      await city.sign('解读-11', without('shijingshan'));
      await city.sign('解读-12', without('mentougou'));
    },
  },
  {
    at: '2021-12-10 10:00',
    says: '石景山区逾期签收解读-11',
    act: (city) => city.sign('解读-11', ['shijingshan']),
  },
  {
    at: '2021-12-13 10:00',
    says: '大兴区逾期签收解读-9；门头沟区始终未签收解读-12',
    act: (city) => city.sign('解读-9', ['daxing']),
  },
  {
    at: '2022-03-15 10:00',
    says: '14个区报送实施方案，解读-11办结',
    act: (city) => city.complete('解读-11', without('fengtai', 'changping', 'yanqing')),
  },
  {
    at: '2022-03-24 10:00',
    says: '丰台区申请办结解读-11',
    act: (city) => city.submit('解读-11', 'fengtai'),
  },
  {
    at: '2022-03-25 10:00',
    says: '办公室退回丰台区：没有可检验的目标；昌平区办结',
    act: async (city) => {
      await city.sendBack('解读-11', 'fengtai', '政策措施没有可检验的目标，请补充');
      await city.complete('解读-11', ['changping']);
    },
  },
  {
    at: '2022-03-29 10:00',
    says: '丰台区补办后按时办结',
    act: (city) => city.complete('解读-11', ['fengtai']),
  },
  {
    at: '2022-04-07 10:00',
    says: '延庆区逾期办结解读-11，该任务结束',
    act: (city) => city.complete('解读-11', ['yanqing']),
  },
  {
    at: '2022-05-12 10:00',
    says: '《首都标准化战略纲要2035（征求意见稿）》公开征求意见，任务1过半',
    act: async (city) => {
      await city.report('1', ['market-regulation'], 50, '《首都标准化战略纲要2035（征求意见稿）》公开征求意见');
      await city.report('1', ['city-management'], 40, '梳理城市运行领域标准（示例）');
    },
  },
  {
    at: '2022-06-16 10:00',
    says: '北京海关办结解读-6的配合部分',
    act: (city) => city.complete('解读-6', ['customs']),
  },
  {
    at: '2022-06-24 10:00',
    says: '市商务局按时办结解读-6；解读-5、解读-8报进展',
    act: async (city) => {
      await city.complete('解读-6', ['commerce']);
      await city.report('解读-5', ['market-regulation'], 30, '开展高端品质认证（示例）');
      await city.report('解读-8', ['economy-informatization', 'state-assets'], 20, '确定首批帮扶企业（示例）');
    },
  },
  {
    at: '2022-09-15 10:00',
    says: '15个区办结解读-9；密云区只完成55%',
    act: async (city) => {
      await city.complete('解读-9', without('fangshan', 'miyun'));
      await city.report('解读-9', ['miyun'], 55, '示范区建设未完成（示例）');
    },
  },
  {
    at: '2022-09-28 10:00',
    says: '房山区办结解读-9',
    act: (city) => city.complete('解读-9', ['fangshan']),
  },
  {
    at: '2022-09-30 15:00',
    says: '市商务局按时申请办结解读-9，注明缺密云区',
    act: (city) => city.submit('解读-9', 'commerce', ['miyun']),
  },
  {
    at: '2022-10-08 15:00',
    says: '调休上班的星期六：办公室审核通过，解读-9结束，密云区未办结',
    act: (city) => city.pass('解读-9', 'commerce'),
  },
  {
    at: '2022-10-20 10:00',
    says: '任务1的4个成员单位办结',
    act: (city) =>
      city.complete('1', ['development-reform', 'science-zhongguancun', 'economy-informatization', 'housing']),
  },
  {
    at: '2022-11-10 10:00',
    says: '13个区办结解读-12；大兴区申请办结',
    act: async (city) => {
      await city.complete('解读-12', without('mentougou', 'daxing', 'pinggu', 'huairou'));
      await city.submit('解读-12', 'daxing');
    },
  },
  {
    at: '2022-11-11 10:00',
    says: '办公室退回大兴区：没有抽查结果',
    act: (city) => city.sendBack('解读-12', 'daxing', '没有监督抽查结果，请补充'),
  },
  {
    at: '2022-11-18 10:00',
    says: '大兴区补办后按时办结',
    act: (city) => city.complete('解读-12', ['daxing']),
  },
  {
    at: '2022-11-24 10:00',
    says: '平谷区办结解读-12',
    act: (city) => city.complete('解读-12', ['pinggu']),
  },
  {
    at: '2022-11-25 10:00',
    says: '市市场监管局申请办结任务1，注明缺市城市管理委；办公室设在该局，由市发展改革委的领导小组成员审核',
    act: async (city) => {
      await city.submit('1', 'market-regulation', ['city-management']);
      await city.pass('1', 'market-regulation', 'development-reform.member');
    },
  },
  {
    at: '2022-12-05 10:00',
    says: '怀柔区逾期办结解读-12；办公室把解读-2的时限从2022-12-30调整到2023-01-30',
    act: async (city) => {
      await city.complete('解读-12', ['huairou']);
      await city.setDeadline('解读-2', '2023-01-30', '海外示范应用项目延后验收（示例）');
    },
  },
  {
    at: '2022-12-08 15:00',
    says: '国务院办公厅公布2023年放假安排，取代暂定日历',
    replacesCalendar: true,
    act: (city) => city.publishCalendar(realCalendarOf2023()),
  },
  {
    at: '2022-12-20 10:00',
    says: '解读-4、解读-5、解读-8报进展',
    act: async (city) => {
      await city.report('解读-4', ['science-zhongguancun'], 70, '2个中心筹建，验收未完成（示例）');
      await city.report('解读-5', ['market-regulation'], 60, '完成首批认证（示例）');
      await city.report('解读-8', ['economy-informatization'], 40, '帮扶进度偏慢（示例）');
      await city.report('解读-8', ['state-assets'], 30, '市属企业参与帮扶（示例）');
    },
  },
  {
    at: '2023-01-05 10:00',
    says: '考核工作组按2022年12月31日的事实计算各区得分草案',
    act: (city) => city.draftScores('2022-12-31'),
  },
  {
    at: '2023-01-06 10:00',
    says: '报请领导小组公布',
    act: (city) => city.requestPublication(),
  },
  {
    at: '2023-01-09 10:00',
    says: '领导小组组长批准，得分公布',
    act: (city) => city.approvePublication(),
  },
  {
    at: '2023-01-12 10:00',
    says: '市商务局办结解读-2的配合部分',
    act: (city) => city.complete('解读-2', ['commerce']),
  },
  {
    at: '2023-01-30 10:00',
    says: '市科委、中关村管委会在调整后的时限当天办结解读-2',
    act: (city) => city.complete('解读-2', ['science-zhongguancun']),
  },
  {
    at: '2023-01-31 18:00',
    says: '故事结束',
    act: () => Promise.resolve(),
  },
];

function realCalendarOf2023() {
  const calendar = SAMPLE_CALENDARS.find(({ year, provisional }) => year === 2023 && !provisional);
  if (!calendar) throw new Error('The sample has no published arrangement of 2023.');
  return calendar;
}
