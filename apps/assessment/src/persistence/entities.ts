import { AssessmentEntity } from './assessment.entity.js';
import { AssignmentRecordEntity } from './assignment-record.entity.js';
import { AssignmentStandingEntity } from './assignment-standing.entity.js';
import { KnownPlanEntity } from './known-plan.entity.js';
import { KnownTaskEntity } from './known-task.entity.js';
import { SchemeEntity } from './scheme.entity.js';
import { UnitReasonsEntity } from './unit-reasons.entity.js';
import { UnitResultEntity } from './unit-result.entity.js';

/** The service's own tables; a migration generated from them must be empty. */
export const assessmentEntities = [
  AssessmentEntity,
  AssignmentRecordEntity,
  AssignmentStandingEntity,
  KnownPlanEntity,
  KnownTaskEntity,
  SchemeEntity,
  UnitReasonsEntity,
  UnitResultEntity,
];
