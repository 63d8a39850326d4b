import { describe } from 'vitest';
import { PostgresTransport } from '#messaging';
import { runScenarios, type TransportKit } from './harness.js';
import { writers } from './scenarios/writers.js';

const kit: TransportKit = {
  name: 'postgres',
  carry: async () => ({ stop: async () => undefined }), // consumers tail the logs themselves
  transport: (_, path, options) => new PostgresTransport(path, { pollInterval: 200, ...options }),
};

describe('writers, on the postgres transport', () => runScenarios(kit, writers));
