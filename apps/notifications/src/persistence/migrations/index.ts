import { CreateNotifications1763000000000 } from './1763000000000-create-notifications.js';

/** In the order in which they run. */
export const notificationsMigrations = [CreateNotifications1763000000000] as const;
