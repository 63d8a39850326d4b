import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { loadConfig, startProcess } from '#platform';
import { databaseServers } from '../../../deploy/local/database-servers.js';
import { prepareDatabases } from '../../../deploy/local/databases.js';
import { openInstallation } from '../../../deploy/local/installation.js';
import { localConfig, serviceParts } from '../../../deploy/local/local-config.js';
import { assertPortFree } from '../../../deploy/local/port.js';
import { runUntilStopped } from '../../../deploy/local/run.js';
import { serviceEnvironment } from '../../../deploy/local/service-environment.js';
import { welcome } from '../../../deploy/local/welcome.js';
import { EdgeEnvironment } from '../../gateway/src/edge/edge-environment.js';
import { installEdge } from '../../gateway/src/edge/install-edge.js';
import { LocalServices } from '../../gateway/src/edge/local-services.js';
import { ENVIRONMENTS } from './environments.js';
import { enterSample } from './sample/enter-sample.js';
import { SCHEMAS } from './schemas.js';
import { serviceModules } from './services.js';

await runUntilStopped(async (run) => {
  const supplied = { TRANSPORT: 'postgres' };
  const config = localConfig(process.env, [
    ...serviceParts(ENVIRONMENTS, process.env, supplied),
    { schema: EdgeEnvironment, environment: process.env },
  ]);
  await assertPortFree(config.PORT, config.HOST, 'npm start');
  const installation = await openInstallation(config.LIANBAN_DATA);
  run.onStop('installation', () => installation.close());
  const servers = await databaseServers(run, installation, process.env);
  run.say('Bringing the databases to this version');
  const databases = await prepareDatabases(servers, SCHEMAS, installation.secrets);
  run.say('Starting the services');
  const modules = serviceModules((service) => ({
    ...serviceEnvironment(service, installation, databases, process.env),
    ...supplied,
  }));
  const edge = loadConfig(EdgeEnvironment, process.env);
  const extend = (app: NestFastifyApplication) => installEdge(app, new LocalServices(app), edge);
  const lianban = await startProcess({ name: 'lianban', config, modules, extend });
  run.onStop('services', () => lianban.stop());
  const sample = config.NODE_ENV === 'production' ? [] : await enterSample(run, lianban.url, installation);
  welcome(run, { url: lianban.url, installation, sample });
});
