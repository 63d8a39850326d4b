import type { DynamicModule } from '@nestjs/common';
import { loadConfig, ServiceName } from '#platform';
import type { Environment } from '../../../deploy/local/service-environment.js';
import { AssessmentModule } from '../../assessment/src/assessment.module.js';
import { AssessmentEnvironment } from '../../assessment/src/config.js';
import { DepartmentsEnvironment } from '../../departments/src/config.js';
import { DepartmentsModule } from '../../departments/src/departments.module.js';
import { NotificationsEnvironment } from '../../notifications/src/config.js';
import { NotificationsModule } from '../../notifications/src/notifications.module.js';
import { TasksEnvironment } from '../../tasks/src/config.js';
import { TasksModule } from '../../tasks/src/tasks.module.js';

const MODULES = {
  departments: (environment) => DepartmentsModule.register(loadConfig(DepartmentsEnvironment, environment)),
  tasks: (environment) => TasksModule.register(loadConfig(TasksEnvironment, environment)),
  assessment: (environment) => AssessmentModule.register(loadConfig(AssessmentEnvironment, environment)),
  notifications: (environment) => NotificationsModule.register(loadConfig(NotificationsEnvironment, environment)),
} as const satisfies Record<ServiceName, (environment: Environment) => DynamicModule>;

/** The modules of `services` (all of them by default), each configured by its own environment. */
export function serviceModules(
  environmentOf: (service: ServiceName) => Environment,
  services: readonly ServiceName[] = ServiceName.options,
): DynamicModule[] {
  return services.map((service) => MODULES[service](environmentOf(service)));
}
