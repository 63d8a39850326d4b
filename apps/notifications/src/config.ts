import { ServiceEnvironment } from '#platform/config';
import { z } from 'zod';

const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day, HH:MM');

/** The environment of the notifications service. */
export const NotificationsEnvironment = ServiceEnvironment.safeExtend({
  /** When the reminders of a working day go out, in Asia/Shanghai. */
  REMINDER_TIME: TimeOfDay.default('09:00'),
  /** From when on nobody is reminded any more that day. */
  REMINDER_UNTIL: TimeOfDay.default('17:30'),
  /** Reminders decided in one transaction. */
  REMINDER_CHUNK: z.coerce.number().int().min(1).max(10_000).default(2_000),
}).refine(endsAfterItBegins, {
  path: ['REMINDER_UNTIL'],
  error: 'must be later than REMINDER_TIME',
  when: () => true, // named beside other failures
});

/** A time that is none has been named already, and is compared with nothing. */
function endsAfterItBegins({ REMINDER_TIME: begin, REMINDER_UNTIL: end }: Record<string, unknown>): boolean {
  const times = [begin, end].map((time) => TimeOfDay.safeParse(time));
  return times.some(({ success }) => !success) || String(begin) < String(end);
}

export type NotificationsConfig = Readonly<z.infer<typeof NotificationsEnvironment>>;

/** Injection token of this service's configuration. */
export const NOTIFICATIONS_CONFIG = Symbol('NOTIFICATIONS_CONFIG');
