import { expect, it } from 'vitest';
import { bareEnvironment } from './bare-environment.js';

it('a run that is started by a test or the demonstration inherits no server, clock or port', () => {
  const exported = {
    DATABASE_URL: 'postgres://admin@production/lianban',
    TASKS_DATABASE_URL: 'postgres://admin@tasks/lianban',
    TASKS_LOG_URL: 'postgres://admin@tasks/lianban',
    KAFKA_BROKERS: 'production:9092',
    DEMO_CLOCK: '2021-11-20T09:00:00+08:00',
    LIANBAN_DATA: '/var/lib/lianban',
    NODE_ENV: 'production',
    PORT: '80',
    REMINDER_TIME: '08:00',
    SIGN_IN_LIMIT_PER_MINUTE: '1',
  };
  const machine = { PATH: '/usr/bin', HOME: '/root', JAVA_HOME: '/usr/lib/jvm/17', HTTPS_PROXY: 'http://proxy' };
  expect(bareEnvironment({ ...exported, ...machine })).toEqual(machine);
});
