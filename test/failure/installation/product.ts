import path from 'node:path';
import { SCHEMAS } from '../../../apps/standalone/src/schemas.js';
import { prepareDatabases, type Databases } from '../../../deploy/local/databases.js';
import { serviceEnvironment, sharedEnvironment, type Environment } from '../../../deploy/local/service-environment.js';
import { bareEnvironment } from '../../../deploy/local/test/bare-environment.js';
import { ServiceName } from '#platform';
import type { KafkaHost } from './kafka-host.js';
import { ServiceProcess } from './service-process.js';
import type { Workbench } from './workbench.js';

export type Mode = 'embedded' | 'cluster';
export type DatabaseNames = Record<ServiceName, string>;

export interface ProductOptions {
  mode: Mode;
  names: DatabaseNames;
  directory: string;
  /** Where the product's clock stands at first. */
  clock: string;
  extra: Readonly<Record<string, string>>;
  bench: Workbench;
  kafka?: KafkaHost;
}

const BUILT = path.resolve(import.meta.dirname, '..');
const GATEWAY = path.resolve(import.meta.dirname, '../../../apps/gateway/src/main.js');

/** One running product under test: its processes, and where its data are. */
export class Product {
  readonly processes = new Map<string, ServiceProcess>();
  url = '';

  constructor(readonly options: ProductOptions) {}

  get mode(): Mode {
    return this.options.mode;
  }

  /** An administrator's URL of the database that holds a service's schema, past the proxy. */
  databaseUrl(service: ServiceName): string {
    return this.options.bench.postgres.url(this.options.names[service]);
  }

  process(name: string): ServiceProcess {
    const found = this.processes.get(name);
    if (!found) throw new Error(`No process ${name} runs here; there are ${[...this.processes.keys()].join(', ')}.`);
    return found;
  }

  /** The process that holds a service. */
  processOf(service: ServiceName): ServiceProcess {
    return this.process(this.mode === 'embedded' ? 'lianban' : service);
  }

  async start(): Promise<void> {
    const { bench, names } = this.options;
    const { secrets } = bench.installation;
    const databases = await prepareDatabases((service) => bench.postgres.proxiedUrl(names[service]), SCHEMAS, secrets);
    await (this.mode === 'embedded' ? this.startEmbedded(databases) : this.startCluster(databases));
  }

  /** Starts one more process of a service beside the first, as a replica has it. */
  async startReplica(service: ServiceName): Promise<ServiceProcess> {
    const name = `${service}-replica`;
    const { environment, program, directory } = this.process(service).options;
    const replica = new ServiceProcess({ name, program, environment: { ...environment, PORT: '0' }, directory });
    try {
      await replica.start();
    } catch (error) {
      await replica.hold();
      throw error;
    }
    return replica;
  }

  /** Resolves when every process is ready. */
  async ready(): Promise<void> {
    for (const process of this.processes.values()) await process.ready();
  }

  async stop(): Promise<void> {
    await Promise.all([...this.processes.values()].reverse().map((process) => process.stop()));
  }

  /** Kills everything: nothing of it is needed any more. */
  async destroy(): Promise<void> {
    await Promise.all([...this.processes.values()].map((process) => process.hold()));
    await this.stop();
    const { bench, names } = this.options;
    for (const name of new Set(Object.values(names))) {
      await bench.postgres.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    }
  }

  private common(): Environment {
    const { clock, extra } = this.options;
    return {
      ...bareEnvironment(),
      NODE_ENV: 'development',
      LOG_LEVEL: 'warn',
      HOST: '127.0.0.1',
      PORT: '0',
      DEMO_CLOCK: clock,
      RATE_LIMIT_PER_MINUTE: '10000000',
      SIGN_IN_LIMIT_PER_MINUTE: '10000',
      UPSTREAM_TIMEOUT_SECONDS: '8',
      ...extra,
    };
  }

  private environmentOf(service: ServiceName, databases: Databases): Environment {
    const { bench, kafka } = this.options;
    const transport = kafka ? { TRANSPORT: 'kafka', KAFKA_BROKERS: kafka.bootstrap } : { TRANSPORT: 'postgres' };
    return { ...serviceEnvironment(service, bench.installation, databases, this.common()), ...transport };
  }

  private async startEmbedded(databases: Databases): Promise<void> {
    const environments = Object.fromEntries(
      ServiceName.options.map((service) => [service, this.environmentOf(service, databases)]),
    );
    const own = { FAILURE_ENVIRONMENTS: JSON.stringify(environments) };
    const lianban = this.add('lianban', path.join(BUILT, 'composition/embedded/main.js'), { ...this.common(), ...own });
    await lianban.start();
    this.url = lianban.url;
  }

  private async startCluster(databases: Databases): Promise<void> {
    const program = path.join(BUILT, 'composition/service/main.js');
    const services = ServiceName.options.map((service) => {
      const environment = { ...this.environmentOf(service, databases), FAILURE_SERVICE: service };
      return this.add(service, program, environment);
    });
    await Promise.all(services.map((service) => service.start()));
    const urls = services.map((service) => [`${service.options.name.toUpperCase()}_URL`, service.url]);
    const environment = {
      ...sharedEnvironment(this.options.bench.installation, this.common()),
      ...(Object.fromEntries(urls) as Environment),
    };
    const gateway = this.add('gateway', GATEWAY, environment);
    await gateway.start();
    this.url = gateway.url;
  }

  private add(name: string, program: string, environment: Environment): ServiceProcess {
    const process = new ServiceProcess({ name, program, environment, directory: this.options.directory });
    this.processes.set(name, process);
    return process;
  }
}
