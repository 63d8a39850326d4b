import type { z } from 'zod';

/** One version of one event: its name on the wire, the shape of its data, and what it tells. */
export interface EventDefinition<Type extends string = string, Data extends z.ZodType = z.ZodType> {
  /** `<service>.<what-happened>`, past tense. */
  type: Type;
  /** Grows only when a reader of the old shape could not read the new one; a new file then stands beside the old. */
  version: number;
  /** The aggregate whose id is the key: its events keep their order everywhere. */
  aggregate: string;
  /** One sentence for the catalogue. */
  summary: string;
  data: Data;
}

export function defineEvent<const Type extends string, Data extends z.ZodType>(
  definition: EventDefinition<Type, Data>,
): EventDefinition<Type, Data> {
  return definition;
}

/** The data of an event definition, as consumers read it. */
export type DataOf<D extends EventDefinition> = z.infer<D['data']>;
