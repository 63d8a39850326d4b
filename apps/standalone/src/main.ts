import { allDone } from '../../../deploy/local/all-done.js';
import { databaseServers } from '../../../deploy/local/database-servers.js';
import { openInstallation } from '../../../deploy/local/installation.js';
import { localConfig, serviceParts } from '../../../deploy/local/local-config.js';
import { assertPortFree } from '../../../deploy/local/port.js';
import { runUntilStopped } from '../../../deploy/local/run.js';
import { EdgeEnvironment } from '../../gateway/src/edge/edge-environment.js';
import { ENVIRONMENTS } from './environments.js';

/** `npm start`: all services in one process. Its own imports load no framework, so that PostgreSQL is started at once. */
await runUntilStopped(async (run) => {
  const supplied = { TRANSPORT: 'postgres' };
  const config = localConfig(process.env, [
    ...serviceParts(ENVIRONMENTS, process.env, supplied),
    { schema: EdgeEnvironment, environment: process.env },
  ]);
  await assertPortFree(config.PORT, config.HOST, 'npm start');
  const installation = await openInstallation(config.LIANBAN_DATA);
  run.onStop('installation', () => installation.close());
  // The services' code takes as long to load as a new database to be made, and nothing else goes on meanwhile.
  const { promise: working, resolve: onWorking } = Promise.withResolvers<void>();
  const starting = databaseServers(run, installation, process.env, onWorking);
  const loading = Promise.race([working, starting]).then(() => import('./serve.js'));
  const [servers, { serve }] = await allDone([starting, loading] as const);
  await serve(run, { environment: process.env, config, supplied, installation, servers });
});
