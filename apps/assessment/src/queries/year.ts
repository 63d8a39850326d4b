import { z } from 'zod';

/** A year in a query: bounded, because the database's integers are. */
export const Year = z.coerce.number().int().min(2000).max(2100);
