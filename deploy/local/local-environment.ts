import { z } from 'zod';
import { ServiceEnvironment } from '#platform/config';

const { NODE_ENV, HOST, PORT, LOG_LEVEL, DEMO_CLOCK, KAFKA_PARTITIONS, DATABASE_URL } = ServiceEnvironment.shape;
const server = DATABASE_URL.optional();

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
  /** PostgreSQL servers to use instead of the embedded one, by an administrator's URL: for all services, or for one. */
  DATABASE_URL: server,
  DEPARTMENTS_DATABASE_URL: server,
  TASKS_DATABASE_URL: server,
  ASSESSMENT_DATABASE_URL: server,
  NOTIFICATIONS_DATABASE_URL: server,
  /** A broker to use instead of a local one; only the cluster has one. */
  KAFKA_BROKERS: z.string().min(1).optional(),
  KAFKA_PARTITIONS,
});
