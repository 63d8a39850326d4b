import { z } from 'zod';

/** The longest name of a unit as JSON in base64, with the ids beside it, takes half of this. Longer ones, all escaped, would be refused by their size before they are named. */
const LONGEST_CURSOR = 1_000;

/** Query parameters of every list: how many, and where the page before ended. */
export const PageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50).meta({ description: 'rows per page' }),
  cursor: z.string().max(LONGEST_CURSOR).optional().meta({ description: '`next` of the page before' }),
});

/** A page of a list; `next` is absent on the last page. */
export const pageOf = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), next: z.string().optional() });
