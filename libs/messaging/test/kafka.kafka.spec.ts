import { Logger } from '@nestjs/common';
import { describe } from 'vitest';
import { Relay } from '#messaging';
import { runScenarios, type TransportKit } from './harness.js';
import { partsOfRelay, testSettings, transportOf } from './kafka/kafka-world.js';
import { builds } from './scenarios/builds.js';
import { failures } from './scenarios/failures.js';
import { generations } from './scenarios/generations.js';
import { members } from './scenarios/members.js';
import { restored } from './scenarios/restored.js';
import { writers } from './scenarios/writers.js';

Logger.overrideLogger(['error']);

const kit: TransportKit = {
  name: 'kafka',
  async carry(world, source) {
    const relay = new Relay(partsOfRelay(world, source, testSettings(world)));
    relay.start();
    return relay;
  },
  transport: (world, path, options) => transportOf(path, testSettings(world), options),
};

describe.each(Object.entries({ writers, members, failures, generations, builds, restored }))('%s', (_, scenarios) => {
  runScenarios(kit, scenarios);
});
