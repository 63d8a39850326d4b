import { ServiceName } from '#platform/config';
import type { Databases } from './databases.js';
import { LocalEnvironment } from './local-environment.js';
import type { Secrets } from './secrets.js';

export type Environment = Record<string, string | undefined>;

/** The part of an installation that its processes are told of. */
interface Known {
  secrets: Pick<Secrets, 'privateKeyFile' | 'publicKeyFile' | 'adminPassword'>;
}

/** What a local run sets for `service` on top of what the user set in `env`. */
export function serviceEnvironment(
  service: ServiceName,
  installation: Known,
  databases: Databases,
  env: Environment,
): Environment {
  const { secrets } = installation;
  const logUrls = ServiceName.options.map((source) => [
    `${source.toUpperCase()}_LOG_URL`,
    databases.logUrlOf(source, service),
  ]);
  const signing = { JWT_PRIVATE_KEY_FILE: secrets.privateKeyFile, BOOTSTRAP_ADMIN_PASSWORD: secrets.adminPassword };
  return {
    ...sharedEnvironment(installation, env),
    DATABASE_POOL: env.DATABASE_POOL ?? '5',
    ...Object.fromEntries(logUrls),
    DATABASE_URL: databases.urlOf(service),
    ...(service === 'departments' && signing), // the others can check a token and not make one
  };
}

/** What a local run sets for each of its processes on top of what the user set in `env`. */
export function sharedEnvironment({ secrets }: Known, env: Environment): Environment {
  const { NODE_ENV, LOG_LEVEL } = LocalEnvironment.shape;
  return {
    NODE_ENV: NODE_ENV.parse(undefined),
    LOG_LEVEL: LOG_LEVEL.parse(undefined),
    ALLOW_SAMPLE_ACCOUNTS: String(env.NODE_ENV !== 'production'),
    ...env,
    JWT_PUBLIC_KEY_FILE: secrets.publicKeyFile,
  };
}
