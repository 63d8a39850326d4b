import { once } from 'node:events';
import { connect } from 'node:net';
import path from 'node:path';
import kafkajs, { type Admin, type Kafka } from 'kafkajs';
import { startBroker, type Broker } from '../../../deploy/kafka/broker.js';
import { DEFAULT_KAFKA_SETTINGS, ensureTopics, groupOf, topicOf } from '#messaging';
import { ServiceName } from '#platform';
import { FaultProxy } from './fault-proxy.js';
import { keptPort } from './ports.js';
import { until } from './wait.js';

export const PARTITIONS = DEFAULT_KAFKA_SETTINGS.partitions;

/** The broker of the suite. Clients reach it through a proxy, under whose address it announces itself. */
export class KafkaHost {
  private constructor(
    private readonly broker: Broker,
    private readonly direct: string,
    readonly proxy: FaultProxy,
  ) {}

  static async start(directory: string, libsDir: string, progress: (line: string) => void): Promise<KafkaHost> {
    const [port, controllerPort] = [await keptPort(), await keptPort()];
    const proxy = new FaultProxy(await keptPort(), port);
    await proxy.open();
    const announced = `PLAINTEXT://127.0.0.1:${proxy.port},CONTROLLER://127.0.0.1:${controllerPort}`;
    const config = {
      'advertised.listeners': announced,
      'group.min.session.timeout.ms': '1000',
      // A killed node is not let in again until its last life has expired; nine seconds by default.
      'broker.session.timeout.ms': '2000',
      'broker.heartbeat.interval.ms': '500',
    };
    const dataDir = path.join(directory, 'kafka');
    const broker = await startBroker({ dataDir, port, controllerPort, libsDir, config, progress });
    const host = new KafkaHost(broker, `127.0.0.1:${port}`, proxy);
    await host.warmUp();
    return host;
  }

  /** Where the services connect. */
  get bootstrap(): string {
    return `127.0.0.1:${this.proxy.port}`;
  }

  topic(source: string): string {
    return topicOf(DEFAULT_KAFKA_SETTINGS, source);
  }

  group(service: string): string {
    return groupOf(DEFAULT_KAFKA_SETTINGS, service);
  }

  /** A client of the suite's own. */
  client(clientId: string): Kafka {
    return new kafkajs.Kafka({ clientId, brokers: [this.direct], logLevel: kafkajs.logLevel.NOTHING });
  }

  async administrate<T>(work: (admin: Admin) => Promise<T>): Promise<T> {
    const admin = this.client('failure-suite').admin();
    await admin.connect();
    try {
      return await work(admin);
    } finally {
      await admin.disconnect();
    }
  }

  /** Whether anybody listens; a client of Kafka's would take ten seconds to say no. */
  isUp(): Promise<boolean> {
    const socket = connect(Number(this.direct.split(':')[1]), '127.0.0.1');
    return once(socket, 'connect')
      .then(
        () => true,
        () => false,
      )
      .finally(() => socket.destroy());
  }

  stop(): Promise<void> {
    return this.broker.stop();
  }

  kill(): Promise<void> {
    return this.broker.kill();
  }

  restart(): Promise<void> {
    return this.broker.restart();
  }

  wipe(): Promise<void> {
    return this.broker.wipe();
  }

  /** Removes every topic and group, so that the next installation begins with an empty broker. */
  async empty(): Promise<void> {
    await this.administrate(async (admin) => {
      const topics = (await admin.listTopics()).filter((topic) => topic.startsWith(DEFAULT_KAFKA_SETTINGS.prefix));
      if (topics.length > 0) await admin.deleteTopics({ topics });
      const groups = ServiceName.options.map((service) => this.group(service));
      await Promise.all(groups.map((group) => admin.deleteGroups([group]).catch(() => undefined))); // never used
      await until(
        'the topics are gone',
        async () => !(await admin.listTopics()).some((topic) => topics.includes(topic)),
        20_000,
      );
    });
    await this.warmUp();
  }

  async close(): Promise<void> {
    await this.proxy.close();
    await this.broker.kill();
  }

  /** Topics there and coordinators loaded: without it the first services would spend their start with retries. */
  private async warmUp(): Promise<void> {
    const settings = { ...DEFAULT_KAFKA_SETTINGS, brokers: [this.bootstrap] };
    // A broker that has just deleted topics may still say that it does not host those of the same name.
    const made = () => ensureTopics(settings, ServiceName.options).then(() => true);
    await until('the topics are there', made, 60_000);
    await this.administrate(async (admin) => {
      for (const service of ServiceName.options) {
        const known = () => admin.fetchOffsets({ groupId: this.group(service) }).then(() => true);
        await until(`the broker coordinates ${service}`, known, 60_000);
      }
    });
  }
}
