import { z } from 'zod';
import { AssessmentState } from './result.js';
import { defineEvent, type DataOf } from '../event-definition.js';

export const PublicationRefused = defineEvent({
  type: 'assessment.publication-refused',
  version: 1,
  aggregate: 'assessment',
  summary: 'The leading group sent a draft back to the assessors instead of publishing it.',
  data: z.object({ assessment: AssessmentState, reason: z.string() }),
});
export type PublicationRefused = DataOf<typeof PublicationRefused>;
