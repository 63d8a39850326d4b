import { z } from 'zod';
import { MeasureState } from './measure.js';
import { defineEvent, type DataOf } from '../event-definition.js';

export const MeasureAdopted = defineEvent({
  type: 'tasks.measure-adopted',
  version: 1,
  aggregate: 'measure',
  summary: 'A unit undertook a measure for a task that it carries, by its own plan.',
  data: z.object({ measure: MeasureState }),
});
export type MeasureAdopted = DataOf<typeof MeasureAdopted>;
