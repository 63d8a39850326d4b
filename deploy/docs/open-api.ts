import type { Type } from '@nestjs/common';
import { endpointsOf, openApiDocument, operatorController, type ServiceName } from '#platform';
import { assessmentControllers } from '../../apps/assessment/src/assessment.module.js';
import { departmentsControllers } from '../../apps/departments/src/departments.module.js';
import { mergeDocuments } from '../../apps/gateway/src/edge/openapi/merge-documents.js';
import { notificationsControllers } from '../../apps/notifications/src/notifications.module.js';
import { tasksControllers } from '../../apps/tasks/src/tasks.module.js';

const CONTROLLERS: Record<ServiceName, readonly Type[]> = {
  departments: departmentsControllers,
  tasks: tasksControllers,
  assessment: assessmentControllers,
  notifications: notificationsControllers,
};

/** The one OpenAPI document that the gateway serves, from the declarations alone. */
export function openApi(): object {
  const info = { title: '联办 Lianban', version: '1.0.0' };
  const documents = Object.entries(CONTROLLERS).map(([service, controllers]) => {
    const endpoints = endpointsOf([...controllers, operatorController(service as ServiceName)]);
    return [service, openApiDocument(endpoints, info)] as const;
  });
  return mergeDocuments(info, new Map(documents));
}
