import type { KafkaHost } from '../installation/kafka-host.js';
import { CLUSTER, type FaultKind } from './fault.js';

/** The broker goes away, stays away for a while, and comes back. */
function goesDown(
  name: string,
  down: (kafka: KafkaHost) => Promise<void>,
  back: (kafka: KafkaHost) => Promise<void>,
): FaultKind {
  return {
    name,
    modes: CLUSTER,
    takes: ['Kafka'],
    inject: async ({ bench }, random) => {
      const kafka = await bench.kafka();
      await down(kafka);
      const gone = !(await kafka.isUp());
      return {
        lasts: random.int(500, 6_000),
        heal: () => back(kafka),
        proof: () => Promise.resolve(gone ? 'nobody answered, then it was started again' : null),
      };
    },
  };
}

export const KAFKA_DOWN: readonly FaultKind[] = [
  goesDown(
    'Kafka stopped',
    (kafka) => kafka.stop(),
    (kafka) => kafka.restart(),
  ),
  goesDown(
    'Kafka killed',
    (kafka) => kafka.kill(),
    (kafka) => kafka.restart(),
  ),
  goesDown(
    'Kafka wiped',
    (kafka) => kafka.kill(),
    (kafka) => kafka.wipe(),
  ),
];
