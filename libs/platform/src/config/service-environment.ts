import { z } from 'zod';

export const ServiceName = z.enum(['departments', 'tasks', 'assessment', 'notifications']);
export type ServiceName = z.infer<typeof ServiceName>;

const flag = z.enum(['true', 'false']).transform((value) => value === 'true');

const variables = z.object({
  NODE_ENV: z.enum(['production', 'development', 'test']).default('production'),
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  /** Connects as the runtime role of this service. */
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  DATABASE_POOL: z.coerce.number().int().min(2).max(100).default(10),
  /** Where the event logs of the sources are read, if not in this service's own database. */
  DEPARTMENTS_LOG_URL: z.url().optional(),
  TASKS_LOG_URL: z.url().optional(),
  ASSESSMENT_LOG_URL: z.url().optional(),
  NOTIFICATIONS_LOG_URL: z.url().optional(),
  TRANSPORT: z.enum(['postgres', 'kafka']).default('postgres'),
  KAFKA_BROKERS: z.string().default(''),
  KAFKA_PARTITIONS: z.coerce.number().int().min(1).max(64).default(6),
  KAFKA_REPLICATION: z.coerce.number().int().min(1).max(5).default(1),
  /** Tell commits to other processes by NOTIFY; needed where several processes share the postgres transport. */
  LOG_NOTIFY: flag.default(false),
  JWT_PUBLIC_KEY_FILE: z.string().min(1),
  /** Where the clock of a demonstration starts; absent: the machine's clock. */
  DEMO_CLOCK: z.iso.datetime({ offset: true }).optional(),
  ALLOW_SAMPLE_ACCOUNTS: flag.default(false),
});

/** What must hold between variables. */
const RULES: readonly { path: string; holds: (env: z.infer<typeof variables>) => boolean; error: string }[] = [
  {
    path: 'KAFKA_BROKERS',
    holds: (env) => env.TRANSPORT !== 'kafka' || env.KAFKA_BROKERS !== '',
    error: 'name at least one broker, host:port, separated by commas',
  },
  {
    path: 'DEMO_CLOCK',
    holds: (env) => env.NODE_ENV !== 'production' || !env.DEMO_CLOCK,
    error: 'the clock of a demonstration is refused in production; remove the variable',
  },
  {
    path: 'ALLOW_SAMPLE_ACCOUNTS',
    holds: (env) => env.NODE_ENV !== 'production' || !env.ALLOW_SAMPLE_ACCOUNTS,
    error: 'sample accounts are refused in production; remove the variable',
  },
];

/** What every service needs from its environment; each service's `config.ts` adds its own. */
export const ServiceEnvironment = RULES.reduce(
  // `when`: also beside other failures, which zod lets end its work, so that one restart mends them all.
  (schema, { path, holds, error }) => schema.refine(holds, { path: [path], error, when: () => true }),
  variables,
);
export type ServiceEnvironment = z.infer<typeof ServiceEnvironment>;
