import { z } from 'zod';
import { DateOnly, Id } from '../common/fields.js';

/** A dated list of units that papers name as one (各区政府, 成员单位). `to` is the last day of membership. */
export const GroupState = z
  .object({
    groupId: Id,
    name: z.string(),
    aliases: z.array(z.string()),
    origin: z.string(),
    members: z.array(z.object({ unitId: Id, from: DateOnly, to: DateOnly.nullable() })),
  })
  .meta({ id: 'GroupState' });
export type GroupState = z.infer<typeof GroupState>;
