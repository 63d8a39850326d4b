import { ServiceEnvironment } from '#platform';
import { z } from 'zod';

/** The environment of the notifications service. */
export const NotificationsEnvironment = ServiceEnvironment.safeExtend({
  /** When the reminders of a working day go out, `HH:MM` in Asia/Shanghai. */
  REMINDER_TIME: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day, HH:MM')
    .default('09:00'),
  /** Reminders decided in one transaction. */
  REMINDER_CHUNK: z.coerce.number().int().min(1).max(10_000).default(2_000),
});
export type NotificationsConfig = Readonly<z.infer<typeof NotificationsEnvironment>>;

/** Injection token of this service's configuration. */
export const NOTIFICATIONS_CONFIG = Symbol('NOTIFICATIONS_CONFIG');
