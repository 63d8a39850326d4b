import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { loadConfig, runtimeOf, ServiceName, startProcess, type RunningProcess } from '#platform';
import type { SigningKeys } from '#testing';
import { serviceModules } from '../../../apps/standalone/src/services.js';
import { EdgeEnvironment } from '../../../apps/gateway/src/edge/edge-environment.js';
import { installEdge } from '../../../apps/gateway/src/edge/install-edge.js';
import { LocalServices } from '../../../apps/gateway/src/edge/local-services.js';

/** Where the clock of every journey stands at the beginning. */
export const BEGINNING = '2021-11-20T09:00:00+08:00';

/** Of `admin` and of the sample's accounts; the same for all journeys, because they share one prepared database. */
export const PASSWORDS = { admin: 'Lb-journey-admin', sample: 'Lb-journey-sample' } as const;

export interface ServicesOptions {
  /** The database's URL for a role. */
  urlFor: (role: string) => string;
  /** Sign and check access tokens. */
  keys: SigningKeys;
  /** Those that run, all of them by default; the others are stopped. */
  services?: readonly ServiceName[];
  /** Variables of all services that say how events travel; absent: without a broker. */
  transport?: Record<string, string>;
  /** Variables of one service on top of the usual ones. */
  environment?: Partial<Record<ServiceName, Record<string, string>>>;
}

/** Starts services in this process as the one-process product composes them. */
export async function startServices(options: ServicesOptions): Promise<RunningProcess> {
  const { urlFor, keys, services, transport, environment } = options;
  const environmentOf = (service: ServiceName) => ({
    NODE_ENV: 'test',
    LOG_LEVEL: 'fatal',
    DATABASE_URL: urlFor(runtimeOf(service)),
    DATABASE_POOL: '5',
    JWT_PUBLIC_KEY_FILE: keys.publicKeyFile,
    JWT_PRIVATE_KEY_FILE: keys.privateKeyFile,
    ALLOW_SAMPLE_ACCOUNTS: 'true',
    BOOTSTRAP_ADMIN_PASSWORD: PASSWORDS.admin,
    DEMO_CLOCK: BEGINNING,
    ...transport,
    ...environment?.[service],
  });
  const edge = loadConfig(EdgeEnvironment, {});
  return startProcess({
    name: 'journey',
    config: { HOST: '127.0.0.1', PORT: 0, LOG_LEVEL: 'fatal', DEMO_CLOCK: BEGINNING },
    modules: serviceModules(environmentOf, services),
    extend: (app: NestFastifyApplication) => installEdge(app, new LocalServices(app), edge),
  });
}
