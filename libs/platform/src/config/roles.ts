import type { ServiceName } from './service-environment.js';

/** The role that owns a service's schema and migrates it. */
export const migratorOf = (service: ServiceName): string => `${service}_migrator`;
/** The role that a running service connects as. */
export const runtimeOf = (service: ServiceName): string => `${service}_runtime`;
