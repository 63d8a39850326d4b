import { describe, expect, it } from 'vitest';
import { ENVIRONMENTS } from '../../apps/standalone/src/environments.js';
import { EdgeEnvironment } from '../../apps/gateway/src/edge/edge-environment.js';
import type { ConfigurationError } from '#platform';
import { localConfig, serviceParts } from './local-config.js';

const DEMO_CLOCK = '2021-11-20T09:00:00+08:00';

/** Names of the variables that a run with `env` refuses. */
function refused(env: Record<string, string>): string[] {
  const edge = { schema: EdgeEnvironment, environment: env };
  try {
    localConfig(env, [...serviceParts(ENVIRONMENTS, env, { TRANSPORT: 'postgres' }), edge]);
  } catch (error) {
    return (error as ConfigurationError).failures.map((failure) => failure.split(':')[0] ?? '');
  }
  return [];
}

describe('the configuration of a local run', () => {
  it('is complete without a variable, and takes a demonstration outside production', () => {
    expect(refused({})).toEqual([]);
    expect(refused({ DEMO_CLOCK, NODE_ENV: 'development' })).toEqual([]);
  });

  it('names once what is wrong for the run, for one of its services and for the edge', () => {
    const env = { PORT: 'three', LOCK_MINUTES: 'long', REMINDER_TIME: '9', RATE_LIMIT_PER_MINUTE: '-1' };
    expect(refused(env)).toEqual(['PORT', 'LOCK_MINUTES', 'REMINDER_TIME', 'RATE_LIMIT_PER_MINUTE']);
  });

  it('refuses the clock of a demonstration in production before anything is opened', () => {
    expect(refused({ DEMO_CLOCK, NODE_ENV: 'production' })).toEqual(['DEMO_CLOCK']);
  });

  it('names a database server that is none', () => {
    const env = { DATABASE_URL: 'mysql://root@db', TASKS_DATABASE_URL: '' };
    expect(refused(env)).toEqual(['DATABASE_URL', 'TASKS_DATABASE_URL']);
  });
});
