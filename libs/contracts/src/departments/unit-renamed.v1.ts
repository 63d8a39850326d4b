import { z } from 'zod';
import { UnitState } from './unit.js';
import { defineEvent, type DataOf } from '../event-definition.js';

export const UnitRenamed = defineEvent({
  type: 'departments.unit-renamed',
  version: 1,
  aggregate: 'unit',
  summary: 'A unit has a new name; the old one became an alias that ends on that day.',
  data: z.object({ unit: UnitState, previousName: z.string() }),
});
export type UnitRenamed = DataOf<typeof UnitRenamed>;
