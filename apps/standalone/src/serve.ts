import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { loadConfig, startProcess } from '#platform';
import { prepareDatabases, type AdminUrl } from '../../../deploy/local/databases.js';
import type { Installation } from '../../../deploy/local/installation.js';
import type { localConfig } from '../../../deploy/local/local-config.js';
import type { Run } from '../../../deploy/local/run.js';
import { serviceEnvironment, type Environment } from '../../../deploy/local/service-environment.js';
import { welcome } from '../../../deploy/local/welcome.js';
import { EdgeEnvironment } from '../../gateway/src/edge/edge-environment.js';
import { installEdge } from '../../gateway/src/edge/install-edge.js';
import { LocalServices } from '../../gateway/src/edge/local-services.js';
import { enterSample } from './sample/enter-sample.js';
import { PublicApi, type Exchange } from './sample/public-api.js';
import { SCHEMAS } from './schemas.js';
import { serviceModules } from './services.js';

export interface Prepared {
  environment: Environment;
  config: ReturnType<typeof localConfig>;
  /** What the run sets for every service besides. */
  supplied: Environment;
  installation: Installation;
  servers: AdminUrl;
}

/** Brings the databases to this build, starts every service behind one edge and enters the sample into a new register. */
export async function serve(run: Run, prepared: Prepared): Promise<void> {
  const { environment, config, supplied, installation, servers } = prepared;
  run.say('Bringing the databases to this version');
  const databases = await prepareDatabases(servers, SCHEMAS, installation.secrets);
  run.say('Starting the services');
  const modules = serviceModules((service) => ({
    ...serviceEnvironment(service, installation, databases, environment),
    ...supplied,
  }));
  const edge = loadConfig(EdgeEnvironment, environment);
  const extend = (app: NestFastifyApplication) => installEdge(app, new LocalServices(app), edge);
  const lianban = await startProcess({ name: 'lianban', config, modules, extend });
  run.onStop('services', () => lianban.stop());
  const api = PublicApi.at(lianban.url, null, within(lianban.app)); // hundreds of requests need no sockets to ourselves
  const sample = config.NODE_ENV === 'production' ? [] : await enterSample(run, api, installation);
  welcome(run, { url: lianban.url, installation, sample });
}

function within(app: NestFastifyApplication): Exchange {
  return async (url, { method, headers, body }) => {
    const address = `${url.pathname}${url.search}`;
    const answer = await app.inject({ method, url: address, headers, ...(body !== undefined && { payload: body }) });
    return { status: answer.statusCode, body: answer.body };
  };
}
