import { z } from 'zod';
import { AssessmentState } from './result.js';
import { defineEvent, type DataOf } from '../event-definition.js';

export const PublicationRequested = defineEvent({
  type: 'assessment.publication-requested',
  version: 1,
  aggregate: 'assessment',
  summary: 'The assessors ask the leading group to approve the publication of a draft.',
  data: z.object({ assessment: AssessmentState }),
});
export type PublicationRequested = DataOf<typeof PublicationRequested>;
