import { z } from 'zod';

/** What the HTTP edge needs from its environment, in the gateway's process as in the one that holds every service. */
export const EdgeEnvironment = z.object({
  /** Requests that one address may send in a minute. */
  RATE_LIMIT_PER_MINUTE: z.coerce.number().int().min(1).default(30_000),
  /** Sign-ins that one address may try in a minute; each costs a slow password check. */
  SIGN_IN_LIMIT_PER_MINUTE: z.coerce.number().int().min(1).default(300),
  /** How long the demonstration's clock waits for every service to come to rest. */
  DEMO_SETTLE_SECONDS: z.coerce.number().int().min(1).max(600).default(60),
});
export type EdgeConfig = Readonly<z.infer<typeof EdgeEnvironment>>;
