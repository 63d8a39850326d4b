import { z } from 'zod';

/** RFC 9457 problem details as every service answers them. */
export const Problem = z
  .object({
    type: z.string().meta({ description: 'stable address of the documented code' }),
    title: z.string(),
    status: z.number().int(),
    detail: z.string().meta({ description: 'what happened and what to do next' }),
    instance: z.string(),
    code: z.string().meta({ description: 'stable code, e.g. TASK.ACTION_NOT_ALLOWED' }),
    traceId: z.string().optional(),
    state: z.string().optional().meta({ description: 'the present state, when the state is why' }),
    allowedActions: z.array(z.string()).optional(),
    errors: z.array(z.object({ pointer: z.string(), message: z.string() })).optional(),
  })
  .meta({ id: 'Problem' });
export type Problem = z.infer<typeof Problem>;
