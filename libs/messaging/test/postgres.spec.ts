import { describe } from 'vitest';
import { PostgresTransport } from '#messaging';
import { runScenarios, type TransportKit } from './harness.js';
import { builds } from './scenarios/builds.js';
import { failures } from './scenarios/failures.js';
import { generations } from './scenarios/generations.js';
import { members } from './scenarios/members.js';
import { restored, restoredUnderReaders } from './scenarios/restored.js';
import { writers } from './scenarios/writers.js';

const kit: TransportKit = {
  name: 'postgres',
  carry: async () => ({ stop: async () => undefined }), // consumers tail the logs themselves
  transport: (_, path, options) => new PostgresTransport(path, { pollInterval: 200, ...options }),
};

describe.each(Object.entries({ writers, members, failures, generations, builds, restored, restoredUnderReaders }))(
  '%s',
  (_, scenarios) => {
    runScenarios(kit, scenarios);
  },
);
