import { loadConfig, runService } from '#platform';
import { GatewayEnvironment } from './config.js';
import { GatewayModule, installGateway } from './gateway.module.js';

await runService(() => {
  const config = loadConfig(GatewayEnvironment, process.env);
  return {
    name: 'gateway',
    config,
    modules: [{ module: GatewayModule }],
    extend: (app) => installGateway(app, config),
  };
});
