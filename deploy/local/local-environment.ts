import { z } from 'zod';
import { ServiceEnvironment } from '#platform';

const { NODE_ENV, HOST, PORT, LOG_LEVEL, DEMO_CLOCK, KAFKA_PARTITIONS } = ServiceEnvironment.shape;

/** What a local run reads from the environment for itself; the rest is for the services in it. */
export const LocalEnvironment = z.object({
  /** `production` takes neither sample nor demonstration clock. */
  NODE_ENV: NODE_ENV.unwrap().default('development'),
  HOST,
  PORT,
  /** What is worth a line beside the run's own. */
  LOG_LEVEL: LOG_LEVEL.unwrap().default('warn'),
  DEMO_CLOCK,
  /** Where the installation keeps its data; default: `.lianban` in the repository. */
  LIANBAN_DATA: z.string().min(1).optional(),
  /** A broker to use instead of a local one; only the cluster has one. */
  KAFKA_BROKERS: z.string().min(1).optional(),
  KAFKA_PARTITIONS,
});
