import type { z } from 'zod';
import { ConfigurationError, configurationFailures, loadConfig, ServiceName } from '#platform/config';
import { LocalEnvironment } from './local-environment.js';
import { serviceEnvironment, type Environment } from './service-environment.js';

/** A part of a local run with the environment that it will be given. */
export interface Part {
  schema: z.ZodObject;
  environment: Environment;
}

/**
 * What the run reads from `env` for itself, once everything in it can read its own: a service that refuses its
 * environment after the databases were changed leaves them changed.
 * @throws ConfigurationError naming every failure of the run and its parts
 */
export function localConfig(env: Environment, parts: readonly Part[]): Readonly<z.infer<typeof LocalEnvironment>> {
  const all = [{ schema: LocalEnvironment, environment: env }, ...parts];
  const failures = new Set(all.flatMap(({ schema, environment }) => configurationFailures(schema, environment)));
  if (failures.size > 0) throw new ConfigurationError([...failures]);
  return loadConfig(LocalEnvironment, env);
}

const NOT_MADE_YET = 'not made yet';
const NOT_OPENED_YET = 'postgres://not-opened-yet';

/** The services, each with the environment it will be given; `supplied` is what the run sets besides. */
export function serviceParts(
  schemas: Readonly<Record<ServiceName, z.ZodObject>>,
  env: Environment,
  supplied: Environment,
): Part[] {
  const secrets = { privateKeyFile: NOT_MADE_YET, publicKeyFile: NOT_MADE_YET, adminPassword: NOT_MADE_YET };
  const databases = { urlOf: () => NOT_OPENED_YET, logUrlOf: () => NOT_OPENED_YET };
  return ServiceName.options.map((service) => ({
    schema: schemas[service],
    environment: { ...serviceEnvironment(service, { secrets }, databases, env), ...supplied },
  }));
}
