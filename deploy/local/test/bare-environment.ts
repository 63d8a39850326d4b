import { GatewayEnvironment } from '../../../apps/gateway/src/config.js';
import { ENVIRONMENTS } from '../../../apps/standalone/src/environments.js';
import { LocalEnvironment } from '../local-environment.js';

const SCHEMAS = [LocalEnvironment, GatewayEnvironment, ...Object.values(ENVIRONMENTS)];
const SETTINGS = new Set(SCHEMAS.flatMap(({ shape }) => Object.keys(shape)));

/**
 * `env` without what the product reads. A DATABASE_URL that somebody has exported for his own installation would lead a
 * test there, which would migrate that server and give its roles new passwords.
 */
export function bareEnvironment(env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !SETTINGS.has(name)));
}
