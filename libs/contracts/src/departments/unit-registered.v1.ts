import { z } from 'zod';
import { UnitState } from './unit.js';
import { defineEvent, type DataOf } from '../event-definition.js';

export const UnitRegistered = defineEvent({
  type: 'departments.unit-registered',
  version: 1,
  aggregate: 'unit',
  summary: 'A unit entered the register.',
  data: z.object({ unit: UnitState }),
});
export type UnitRegistered = DataOf<typeof UnitRegistered>;
