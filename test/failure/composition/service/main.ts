import { serviceModules } from '../../../../apps/standalone/src/services.js';
import { loadConfig, runService, ServiceEnvironment, ServiceName } from '#platform';
import { compose } from '../compose.js';

/** One service in a process of its own, with this suite's hands on its ports. */
await runService(() => {
  const service = ServiceName.parse(process.env.FAILURE_SERVICE);
  const config = loadConfig(ServiceEnvironment, process.env);
  return {
    name: service,
    config,
    modules: serviceModules(() => process.env, [service]),
    extend: (app) => {
      compose(app);
      return Promise.resolve();
    },
  };
});
