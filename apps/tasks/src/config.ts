import { ServiceEnvironment } from '#platform/config';
import { z } from 'zod';
import { DEFAULT_LIGHT_LIMITS } from './domain/lights.js';
import type { TaskLimits } from './domain/task.js';

const percent = z.coerce.number().int().min(0).max(100);
const workingDays = z.coerce.number().int().min(1).max(60);

/** The environment of the tasks service. */
export const TasksEnvironment = ServiceEnvironment.safeExtend({
  /** Working days to sign for an assignment; the day of receipt is not counted. */
  SIGN_DUE_WORKING_DAYS: workingDays.default(2),
  /** Lights, see `domain/lights.ts`. */
  LIGHT_DUE_SOON_WORKING_DAYS: workingDays.default(DEFAULT_LIGHT_LIMITS.dueSoonWorkingDays),
  LIGHT_NEARLY_DONE_PERCENT: percent.default(DEFAULT_LIGHT_LIMITS.nearlyDone),
  LIGHT_BEHIND_POINTS: percent.default(DEFAULT_LIGHT_LIMITS.behind),
  LIGHT_FAR_BEHIND_POINTS: percent.default(DEFAULT_LIGHT_LIMITS.farBehind),
});
export type TasksEnvironment = Readonly<z.infer<typeof TasksEnvironment>>;

/** The numbers of the rules, as the domain takes them. */
export interface TasksConfig {
  limits: TaskLimits;
}

/** Injection token of the rules' numbers. */
export const TASKS_CONFIG = Symbol('TASKS_CONFIG');

export function tasksConfigOf(environment: TasksEnvironment): TasksConfig {
  return {
    limits: {
      signDueWorkingDays: environment.SIGN_DUE_WORKING_DAYS,
      lights: {
        dueSoonWorkingDays: environment.LIGHT_DUE_SOON_WORKING_DAYS,
        nearlyDone: environment.LIGHT_NEARLY_DONE_PERCENT,
        behind: environment.LIGHT_BEHIND_POINTS,
        farBehind: environment.LIGHT_FAR_BEHIND_POINTS,
      },
    },
  };
}
