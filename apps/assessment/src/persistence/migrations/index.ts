import { CreateAssessment1637366400000 } from './1637366400000-create-assessment.js';

/** Every migration of the schema, oldest first. */
export const assessmentMigrations = [CreateAssessment1637366400000];
