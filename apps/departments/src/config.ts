import { z } from 'zod';
import { ServiceEnvironment } from '#platform/config';

/** The environment of the departments service. */
export const DepartmentsEnvironment = ServiceEnvironment.safeExtend({
  /** PKCS#8 key (Ed25519) that signs access tokens; only this service has it. */
  JWT_PRIVATE_KEY_FILE: z.string().min(1),
  ACCESS_TOKEN_MINUTES: z.coerce.number().int().min(1).max(60).default(10),
  /** How long one sign-in can be refreshed: a working day. */
  SESSION_HOURS: z.coerce.number().int().min(1).max(168).default(12),
  LOCK_AFTER_ATTEMPTS: z.coerce.number().int().min(1).max(100).default(5),
  LOCK_MINUTES: z.coerce.number().int().min(1).max(1440).default(15),
  /** The first administrator, appointed when the register has no account yet. */
  BOOTSTRAP_ADMIN_USERNAME: z.string().min(2).max(64).default('admin'),
  BOOTSTRAP_ADMIN_PASSWORD: z.string().min(8).max(128).optional(),
  /** The new password of that administrator when he forgot his and no other can reset it. For one start. */
  RECOVER_ADMIN_PASSWORD: z.string().min(8).max(128).optional(),
});
export type DepartmentsConfig = Readonly<z.infer<typeof DepartmentsEnvironment>>;

/** Injection token of the service's configuration. */
export const DEPARTMENTS_CONFIG = Symbol('DEPARTMENTS_CONFIG');
