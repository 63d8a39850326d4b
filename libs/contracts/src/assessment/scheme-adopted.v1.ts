import { z } from 'zod';
import { SchemeState } from './scheme.js';
import { defineEvent, type DataOf } from '../event-definition.js';

export const SchemeAdopted = defineEvent({
  type: 'assessment.scheme-adopted',
  version: 1,
  aggregate: 'scheme',
  summary: 'A version of a scheme was adopted; from then on it is frozen.',
  data: z.object({ scheme: SchemeState }),
});
export type SchemeAdopted = DataOf<typeof SchemeAdopted>;
