import { ServiceName } from '#platform';
import type { Databases } from './databases.js';
import type { Installation } from './installation.js';
import { LocalEnvironment } from './local-environment.js';

export type Environment = Record<string, string | undefined>;

/** What a local run sets for `service` on top of what the user set in `env`. */
export function serviceEnvironment(
  service: ServiceName,
  installation: Installation,
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
    NODE_ENV: 'development',
    LOG_LEVEL: LocalEnvironment.shape.LOG_LEVEL.parse(undefined),
    DATABASE_POOL: '5',
    ALLOW_SAMPLE_ACCOUNTS: String(env.NODE_ENV !== 'production'),
    ...env,
    ...Object.fromEntries(logUrls),
    DATABASE_URL: databases.urlOf(service),
    JWT_PUBLIC_KEY_FILE: secrets.publicKeyFile,
    ...(service === 'departments' && signing), // the others can check a token and not make one
  };
}
