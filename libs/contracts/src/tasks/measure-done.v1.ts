import { z } from 'zod';
import { MeasureState } from './measure.js';
import { defineEvent, type DataOf } from '../event-definition.js';

export const MeasureDone = defineEvent({
  type: 'tasks.measure-done',
  version: 1,
  aggregate: 'measure',
  summary: 'A unit said that a measure of its own plan is done.',
  data: z.object({ measure: MeasureState }),
});
export type MeasureDone = DataOf<typeof MeasureDone>;
