import { Logger } from '@nestjs/common';
import { describe } from 'vitest';
import { Relay } from '#messaging';
import { runScenarios, type TransportKit } from '../../../libs/messaging/test/harness.js';
import { partsOfRelay, testSettings } from '../../../libs/messaging/test/kafka/kafka-world.js';
import { failures } from '../../../libs/messaging/test/scenarios/failures.js';
import { members } from '../../../libs/messaging/test/scenarios/members.js';
import { writers } from '../../../libs/messaging/test/scenarios/writers.js';
import { CLIENTS } from './clients.js';

Logger.overrideLogger(['error']);

const { publisher, transport } = CLIENTS.platformatic;

/** The suite that every transport of the product passes, as far as a client can fail it, on `@platformatic/kafka` from the relay to the consumer. */
const kit: TransportKit = {
  name: 'kafka',
  async carry(world, source) {
    const settings = testSettings(world);
    const relay = new Relay({ ...partsOfRelay(world, source, settings), publisher: publisher(settings, source) });
    relay.start();
    return relay;
  },
  transport: (world, path, { lookInterval }) =>
    transport({
      service: path.service,
      settings: testSettings(world),
      readerOf: (source) => path.reader(source),
      lookInterval,
    }),
};

// What the others are about lies behind the transport, in the marks and in the log.
describe.each(Object.entries({ writers, members, failures }))('%s', (_, scenarios) => {
  runScenarios(kit, scenarios);
});
