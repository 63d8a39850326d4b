import { AssignmentEntity } from './assignment.entity.js';
import { CockpitAssignmentEntity } from './cockpit-assignment.entity.js';
import { CockpitCountEntity, CockpitDateEntity } from './cockpit-count.entity.js';
import { DeadlineChangeEntity } from './deadline-change.entity.js';
import { draftEntities } from './draft.entities.js';
import { MeasureEntity } from './measure.entity.js';
import { PlanEntity } from './plan.entity.js';
import { ProgressReportEntity } from './progress-report.entity.js';
import { TaskEntity } from './task.entity.js';

/** Every table of this service besides the platform's. */
export const tasksEntities = [
  PlanEntity,
  TaskEntity,
  AssignmentEntity,
  ProgressReportEntity,
  DeadlineChangeEntity,
  MeasureEntity,
  CockpitAssignmentEntity,
  CockpitCountEntity,
  CockpitDateEntity,
  ...draftEntities,
];
