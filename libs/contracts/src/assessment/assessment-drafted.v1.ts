import { z } from 'zod';
import { AssessmentState } from './result.js';
import { defineEvent, type DataOf } from '../event-definition.js';

export const AssessmentDrafted = defineEvent({
  type: 'assessment.assessment-drafted',
  version: 1,
  aggregate: 'assessment',
  summary: 'Scores of a year were computed as a draft.',
  data: z.object({ assessment: AssessmentState }),
});
export type AssessmentDrafted = DataOf<typeof AssessmentDrafted>;
