import { EdgeEnvironment } from '../../../../apps/gateway/src/edge/edge-environment.js';
import { installEdge } from '../../../../apps/gateway/src/edge/install-edge.js';
import { LocalServices } from '../../../../apps/gateway/src/edge/local-services.js';
import { serviceModules } from '../../../../apps/standalone/src/services.js';
import type { Environment } from '../../../../deploy/local/service-environment.js';
import { loadConfig, runService, ServiceEnvironment, type ServiceName } from '#platform';
import { compose } from '../compose.js';

/** All services in one process, as `npm start` runs them, with this suite's hands on their ports. */
await runService(() => {
  const environments = JSON.parse(process.env.FAILURE_ENVIRONMENTS ?? '{}') as Record<ServiceName, Environment>;
  const config = loadConfig(ServiceEnvironment, { ...environments.departments, ...process.env });
  const edge = loadConfig(EdgeEnvironment, process.env);
  return {
    name: 'lianban',
    config,
    modules: serviceModules((service) => environments[service]),
    extend: async (app) => {
      await installEdge(app, new LocalServices(app), edge);
      compose(app);
    },
  };
});
