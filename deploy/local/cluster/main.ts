import path from 'node:path';
import { GatewayEnvironment } from '../../../apps/gateway/src/config.js';
import { ENVIRONMENTS } from '../../../apps/standalone/src/environments.js';
import { enterSample } from '../../../apps/standalone/src/sample/enter-sample.js';
import { PublicApi } from '../../../apps/standalone/src/sample/public-api.js';
import { SCHEMAS } from '../../../apps/standalone/src/schemas.js';
import { ServiceName } from '#platform';
import { allDone } from '../all-done.js';
import { databaseServers } from '../database-servers.js';
import { prepareDatabases, type Databases } from '../databases.js';
import { openInstallation } from '../installation.js';
import { localConfig, serviceParts } from '../local-config.js';
import { assertPortFree } from '../port.js';
import { runUntilStopped } from '../run.js';
import { serviceEnvironment, sharedEnvironment, type Environment } from '../service-environment.js';
import { welcome } from '../welcome.js';
import { ChildService } from './child-service.js';
import { startKafka } from './kafka.js';

const APPS = path.resolve(import.meta.dirname, '../../../apps');

/** `npm run start:cluster`: one process per service and the gateway, events through Apache Kafka. */
await runUntilStopped(async (run) => {
  const config = configOf(process.env);
  await assertPortFree(config.PORT, config.HOST, 'npm run start:cluster');
  const installation = await openInstallation(config.LIANBAN_DATA);
  run.onStop('installation', () => installation.close());
  const prepare = async (): Promise<Databases> => {
    const servers = await databaseServers(run, installation, process.env);
    run.say('Bringing the databases to this version');
    return prepareDatabases(servers, SCHEMAS, installation.secrets);
  };
  const [databases, brokers] = await allDone([
    prepare(),
    config.KAFKA_BROKERS ?? startKafka(run, installation, config.KAFKA_PARTITIONS),
  ] as const);

  const children: ChildService[] = [];
  const start = async (name: string, environment: Environment): Promise<[string, string]> => {
    const child = new ChildService({ name, program: path.join(APPS, name, 'src/main.js'), environment });
    children.push(child);
    await child.start();
    run.say(`${name} is ready`);
    return [`${name.toUpperCase()}_URL`, child.url];
  };
  run.say('Starting the services');
  run.onStop('services', async () => void (await Promise.all(children.map((child) => child.stop()))));
  const shared = { TRANSPORT: 'kafka', KAFKA_BROKERS: brokers, HOST: '127.0.0.1', PORT: '0' };
  const services = ServiceName.options.map((service) =>
    start(service, { ...serviceEnvironment(service, installation, databases, process.env), ...shared }),
  );
  const urls = Object.fromEntries(await Promise.all(services));
  const gateway = new ChildService({
    name: 'gateway',
    program: path.join(APPS, 'gateway/src/main.js'),
    environment: { ...sharedEnvironment(installation, process.env), ...urls },
  });
  run.onStop('gateway', () => gateway.stop());
  await gateway.start();
  const sample =
    config.NODE_ENV === 'production' ? [] : await enterSample(run, PublicApi.at(gateway.url), installation);
  welcome(run, { url: gateway.url, installation, sample });
});

function configOf(env: Environment): ReturnType<typeof localConfig> {
  const supplied = { TRANSPORT: 'kafka', KAFKA_BROKERS: 'not started yet' };
  const gateway = { schema: GatewayEnvironment.partial(), environment: env }; // it needs addresses that are not known yet
  return localConfig(env, [...serviceParts(ENVIRONMENTS, env, supplied), gateway]);
}
