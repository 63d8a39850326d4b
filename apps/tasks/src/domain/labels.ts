import type {
  AssignmentPhase,
  AssignmentRole,
  DraftPhase,
  MeasurePhase,
  PlanPhase,
  TaskOrigin,
  TaskPhase,
} from '#contracts';
import type { Light } from './lights.js';

/** The words of the trade. A colour is never shown without its word: colour vision and prints differ. */
export const LIGHT_LABELS = {
  RED: '红灯',
  YELLOW: '黄灯',
  GREEN: '绿灯',
  GREY: '灰灯',
  BLUE: '办结',
} as const satisfies Record<Light, string>;

export const PLAN_PHASE_LABELS = {
  REGISTERED: '已立项',
  ISSUE_REQUESTED: '待领导小组批准',
  ISSUED: '已印发',
} as const satisfies Record<PlanPhase, string>;

export const DRAFT_PHASE_LABELS = {
  RECEIVED: '待阅读',
  READY: '待审核',
  UNREADABLE: '无法阅读',
  REVISION_REQUESTED: '修订待领导小组批准',
  ACCEPTED: '已采纳',
  DISCARDED: '已作废',
} as const satisfies Record<DraftPhase, string>;

export const MEASURE_PHASE_LABELS = {
  OPEN: '进行中',
  DONE: '已完成',
} as const satisfies Record<MeasurePhase, string>;

/** Why a deadline moved, a unit was taken off or a task ended, where a revision says so. */
export const BY_REVISION = '领导小组批准方案修订';

/** In place of the phase of a draft whose paper is being read. */
export const READING = '阅读中';

/** What becomes of a paper before its draft can be reviewed. */
export const READING_STAGE_LABELS = {
  WAITING: '排队等候阅读',
  READING: '正在读取文件',
  UNDERSTANDING: '正在分析内容',
} as const;
export type ReadingStage = keyof typeof READING_STAGE_LABELS;

export const TASK_PHASE_LABELS = {
  REGISTERED: '待交办',
  ASSIGNED: '待签收',
  ACCEPTED: '已签收',
  IN_PROGRESS: '办理中',
  COMPLETION_SUBMITTED: '申请办结',
  RETURNED: '退回补办',
  COMPLETED: '已办结',
  WITHDRAWN: '已撤销',
} as const satisfies Record<TaskPhase, string>;

export const ASSIGNMENT_PHASE_LABELS = {
  ASSIGNED: '待签收',
  ACCEPTED: '已签收',
  IN_PROGRESS: '办理中',
  COMPLETION_SUBMITTED: '申请办结',
  RETURNED: '退回补办',
  COMPLETED: '已办结',
  CLOSED: '终结（未办结）',
} as const satisfies Record<AssignmentPhase, string>;

export const ROLE_LABELS = {
  LEAD: '牵头',
  CO: '配合',
  RESPONSIBLE: '责任',
} as const satisfies Record<AssignmentRole, string>;

export const ORIGIN_LABELS = {
  PLAN_TEXT: '方案原文',
  INTERPRETATION: '解读要点',
  OFFICE: '领导小组办公室确定',
} as const satisfies Record<TaskOrigin, string>;

/** In place of the reporting unit while the office has not appointed one. */
export const NO_REPORTER = '待定牵头';

/** In place of a unit whose entry has not arrived from the register yet. */
export const UNKNOWN_UNIT = '（单位登记信息未到）';
