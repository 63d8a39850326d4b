import type { DynamicModule } from '@nestjs/common';
import { loadConfig, type ServiceName } from '#platform';
import type { Environment } from '../../../deploy/local/service-environment.js';
import { AssessmentModule } from '../../assessment/src/assessment.module.js';
import { AssessmentEnvironment } from '../../assessment/src/config.js';
import { DepartmentsEnvironment } from '../../departments/src/config.js';
import { DepartmentsModule } from '../../departments/src/departments.module.js';
import { NotificationsEnvironment } from '../../notifications/src/config.js';
import { NotificationsModule } from '../../notifications/src/notifications.module.js';
import { TasksEnvironment } from '../../tasks/src/config.js';
import { TasksModule } from '../../tasks/src/tasks.module.js';

/** The modules of all services, each configured by its own environment. */
export function serviceModules(environmentOf: (service: ServiceName) => Environment): DynamicModule[] {
  return [
    DepartmentsModule.register(loadConfig(DepartmentsEnvironment, environmentOf('departments'))),
    TasksModule.register(loadConfig(TasksEnvironment, environmentOf('tasks'))),
    AssessmentModule.register(loadConfig(AssessmentEnvironment, environmentOf('assessment'))),
    NotificationsModule.register(loadConfig(NotificationsEnvironment, environmentOf('notifications'))),
  ];
}
