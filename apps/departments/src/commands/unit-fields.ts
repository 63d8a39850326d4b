import { DateOnly, text } from '#contracts';
import { z } from 'zod';

/** Fields of a unit as they are handed in. */
export const UnitName = text(100);
export const UnitAliases = z
  .array(z.strictObject({ name: UnitName, from: DateOnly.nullable(), to: DateOnly.nullable() }))
  .max(100);
