import { ServiceEnvironment } from '#platform/config';
import { z } from 'zod';
import { EdgeEnvironment } from './edge/edge-environment.js';

const { NODE_ENV, HOST, PORT, LOG_LEVEL, JWT_PUBLIC_KEY_FILE } = ServiceEnvironment.shape;

const upstream = z.url({ protocol: /^https?$/ });

/** The environment of the gateway. It has no database and no clock of its own. */
export const GatewayEnvironment = z.object({
  NODE_ENV,
  HOST,
  PORT,
  LOG_LEVEL,
  JWT_PUBLIC_KEY_FILE,
  ...EdgeEnvironment.shape,
  /** Where each service listens, e.g. `http://tasks:3000`. */
  DEPARTMENTS_URL: upstream,
  TASKS_URL: upstream,
  ASSESSMENT_URL: upstream,
  NOTIFICATIONS_URL: upstream,
  /** How long a service may take to answer before the caller is told that it does not. */
  UPSTREAM_TIMEOUT_SECONDS: z.coerce.number().int().min(1).max(300).default(30),
});
export type GatewayConfig = Readonly<z.infer<typeof GatewayEnvironment>>;
