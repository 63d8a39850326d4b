export interface ServerPropertiesOptions {
  dataDir: string;
  port: number;
  controllerPort: number;
  /** Further settings or other values, by Kafka's names, e.g. `{ 'log.retention.ms': '1000' }`. */
  config?: Readonly<Record<string, string>>;
}

/** `server.properties` of one KRaft node that is broker and controller at once, reachable from this machine alone. */
export function serverProperties({ dataDir, port, controllerPort, config = {} }: ServerPropertiesOptions): string {
  const settings: Record<string, string> = {
    'process.roles': 'broker,controller',
    'node.id': '1',
    'controller.quorum.bootstrap.servers': `127.0.0.1:${controllerPort}`,
    'controller.listener.names': 'CONTROLLER',
    listeners: `PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}`,
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'log.dirs': `${dataDir}/log`,
    // A topic that appears by itself has the wrong number of partitions: topics are created explicitly.
    'auto.create.topics.enable': 'false',
    // One node: the defaults of 3 replicas and 50 partitions would never be met, or cost seconds and memory.
    'offsets.topic.replication.factor': '1',
    'offsets.topic.num.partitions': '4',
    'transaction.state.log.replication.factor': '1',
    'transaction.state.log.min.isr': '1',
    'transaction.state.log.num.partitions': '1',
    'share.coordinator.state.topic.replication.factor': '1',
    'share.coordinator.state.topic.min.isr': '1',
    'share.coordinator.state.topic.num.partitions': '1',
    // Without it every first member of a group waits 3 s for others.
    'group.initial.rebalance.delay.ms': '0',
    ...config,
  };
  return Object.entries(settings)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}
