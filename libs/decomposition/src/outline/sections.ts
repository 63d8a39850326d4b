import type { ReasonName } from '../coverage/reasons.js';

/** Kinds of sections that hold no tasks unless a note names units in them; told by their titles. */
const ROWS: readonly { reason: ReasonName; title: RegExp }[] = [
  {
    reason: 'general-requirements',
    title:
      /^(?:总体)?(?:指导思想|总体要求|总体思路|总体部署|总要求|基本原则|工作原则|基本思路|工作思路|主要原则|总则|适用范围|总体考虑)|(?:指导思想|基本原则|工作原则)$/,
  },
  {
    reason: 'goals',
    title:
      /^(?:总体|发展|工作|主要|行动|建设|阶段性?|预期|近期|远期|中长期|年度|战略|改革|具体|总)?(?:目标)(?:任务|要求)?$|^(?:总体|发展|工作|主要|行动)(?:要求和|思路和|思路与)?目标/,
  },
  {
    reason: 'background',
    title:
      /^(?:充分认识|深刻认识|重要意义|重大意义|背景|现状|发展现状|面临形势|形势|发展基础|基本情况|工作基础|现实基础|深入领会)|(?:重要意义|重大意义|重要性)$/,
  },
  {
    reason: 'safeguards',
    title:
      /^(?:保障|组织|工作|政策|实施|强化|加强|完善|落实)?(?:保障措施|组织保障|组织实施|实施保障|工作保障|保障机制|工作要求|有关要求|组织领导|组织领导和保障|保障支撑|统筹实施|组织推进|落实保障|附则|实施要求|监督管理与组织保障|保障)$|^(?:切实)?(?:加强|强化|完善)(?:组织|统筹|政策|工作|服务)?(?:和)?(?:实施|组织)?(?:保障|领导)(?:措施)?$/,
  },
];

/** Stages of the whole plan; where a paper names units nowhere they may be all that it asks. */
const STAGES = /^(?:实施|工作|推进|方法)?(?:步骤|阶段|进度)(?:安排|划分)?$|^(?:时间|工作)安排$/;

/** Why a section of this title asks nothing of anybody by itself; undefined for a section of tasks. */
export function sectionReason(title: string, unitsElsewhere = false): ReasonName | undefined {
  const plain = title.replace(/[。.:,; ]+$/, '').replaceAll(' ', '');
  if (unitsElsewhere && STAGES.test(plain)) return 'safeguards';
  return ROWS.find((row) => row.title.test(plain))?.reason;
}
