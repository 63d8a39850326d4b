import { describe, expect, it } from 'vitest';
import { ConfigurationError, loadConfig } from './load-config.js';
import { ServiceEnvironment } from './service-environment.js';

const valid = { DATABASE_URL: 'postgres://tasks_runtime@127.0.0.1/lianban', JWT_PUBLIC_KEY_FILE: 'public.pem' };

function failuresOf(env: Record<string, string>): readonly string[] {
  try {
    loadConfig(ServiceEnvironment, env);
  } catch (error) {
    return (error as ConfigurationError).failures;
  }
  return [];
}

describe('configuration', () => {
  it('is frozen and has its defaults', () => {
    const config = loadConfig(ServiceEnvironment, valid);
    expect(config).toMatchObject({ PORT: 3000, TRANSPORT: 'postgres', KAFKA_PARTITIONS: 6, NODE_ENV: 'production' });
    expect(Object.isFrozen(config)).toBe(true);
  });

  it('names every failure at once', () => {
    const failures = failuresOf({ PORT: 'many', TRANSPORT: 'pigeon' });
    expect(failures.map((failure) => failure.split(':')[0])).toEqual([
      'PORT',
      'DATABASE_URL',
      'TRANSPORT',
      'JWT_PUBLIC_KEY_FILE',
    ]);
  });

  it('names what does not fit together beside what is wrong in itself', () => {
    const failures = failuresOf({
      ...valid,
      PORT: 'many',
      TRANSPORT: 'kafka',
      DEMO_CLOCK: '2021-11-20T09:00:00+08:00',
    });
    expect(failures.map((failure) => failure.split(':')[0])).toEqual(['PORT', 'KAFKA_BROKERS', 'DEMO_CLOCK']);
  });

  it('never shows a secret, not even a wrong one', () => {
    expect(failuresOf({ ...valid, DATABASE_URL: 'mysql://root:topsecret@db' }).join()).not.toContain('topsecret');
  });

  it('wants brokers where events travel through Kafka', () => {
    expect(failuresOf({ ...valid, TRANSPORT: 'kafka' }).join()).toContain('KAFKA_BROKERS');
  });

  it('refuses the clock and the accounts of a demonstration in production', () => {
    const demo = { ...valid, DEMO_CLOCK: '2021-11-20T09:00:00+08:00', ALLOW_SAMPLE_ACCOUNTS: 'true' };
    expect(failuresOf(demo)).toHaveLength(2);
    expect(failuresOf({ ...demo, NODE_ENV: 'development' })).toHaveLength(0);
  });
});
