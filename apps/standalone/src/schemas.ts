import type { ServiceSchema } from '../../../deploy/local/databases.js';
import { assessmentMigrations } from '../../assessment/src/persistence/migrations/index.js';
import { departmentsMigrations } from '../../departments/src/persistence/migrations/index.js';
import { notificationsMigrations } from '../../notifications/src/persistence/migrations/index.js';
import { tasksMigrations } from '../../tasks/src/persistence/migrations/index.js';

/** Every service's schema, for what installs them all: the one-process product, the local cluster, the migration job. */
export const SCHEMAS: readonly ServiceSchema[] = [
  { service: 'departments', migrations: departmentsMigrations },
  { service: 'tasks', migrations: tasksMigrations },
  { service: 'assessment', migrations: assessmentMigrations },
  { service: 'notifications', migrations: notificationsMigrations },
];
