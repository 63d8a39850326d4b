import { z } from 'zod';
import { UnitState } from './unit.js';
import { defineEvent, type DataOf } from '../event-definition.js';

export const UnitChanged = defineEvent({
  type: 'departments.unit-changed',
  version: 1,
  aggregate: 'unit',
  summary: 'Aliases, superior, seat or scorability of a unit changed.',
  data: z.object({ unit: UnitState }),
});
export type UnitChanged = DataOf<typeof UnitChanged>;
