import type { ServiceName } from '#platform/config';
import type { z } from 'zod';
import { AssessmentEnvironment } from '../../assessment/src/config.js';
import { DepartmentsEnvironment } from '../../departments/src/config.js';
import { NotificationsEnvironment } from '../../notifications/src/config.js';
import { TasksEnvironment } from '../../tasks/src/config.js';

/** What each service reads from its environment, for what must judge all of them before it starts one. */
export const ENVIRONMENTS = {
  departments: DepartmentsEnvironment,
  tasks: TasksEnvironment,
  assessment: AssessmentEnvironment,
  notifications: NotificationsEnvironment,
} as const satisfies Record<ServiceName, z.ZodObject>;
