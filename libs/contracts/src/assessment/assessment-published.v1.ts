import { z } from 'zod';
import { AssessmentState } from './result.js';
import { defineEvent, type DataOf } from '../event-definition.js';

export const AssessmentPublished = defineEvent({
  type: 'assessment.assessment-published',
  version: 1,
  aggregate: 'assessment',
  summary: 'The leading group approved the scores of a year and they were published.',
  data: z.object({ assessment: AssessmentState }),
});
export type AssessmentPublished = DataOf<typeof AssessmentPublished>;
