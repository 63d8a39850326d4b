import { describe, expect, it } from 'vitest';
import { until } from '#testing';
import type { LogEvent } from '../../src/log-event.js';
import { encode } from '../../src/kafka/wire.js';
import { KafkaPublisher } from '../../src/relay/kafka-publisher.js';
import { aroundProcess } from './consumer-under-test.js';
import { aggregateInSlot, ALL_SLOTS, Installation } from './installation.js';
import type { ConsumerInput } from './processes/consumer.process.js';
import { ProcessUnderTest } from './processes/process-under-test.js';
import { SOURCE } from './schemas.js';
import { StoppingPoint } from './stopping-point.js';

/** Sends events of the log as Kafka might deliver them: in any order, any number of times. */
async function deliver(installation: Installation, order: (log: LogEvent[]) => LogEvent[]): Promise<void> {
  const publisher = new KafkaPublisher(installation.kafka, SOURCE);
  await publisher.open();
  for (const event of order(await installation.log())) await publisher.send([encode(event)]);
  await publisher.close();
}

describe('a consumer', () => {
  it('applies nothing twice after it was killed between commit and offset commit', async () => {
    const installation = await Installation.create();
    const { databaseUrl, kafka } = installation;
    installation.relay();
    await installation.append(100);
    await installation.relayed();
    const killed = new ProcessUnderTest('consumer', {
      databaseUrl,
      kafka,
      stopAfterCommit: true,
    } satisfies ConsumerInput);
    await killed.reached('committed, offset not committed');
    await killed.kill();
    const before = (await installation.applied()).length;
    expect(before).toBeGreaterThan(0);

    const seenAgain: number[] = [];
    await installation.startConsumer({
      around: (projection) =>
        aroundProcess(projection, {
          before: (events) => Promise.resolve(void seenAgain.push(...events.map(({ position }) => position))),
        }),
    });
    await installation.append(100);
    await installation.everythingApplied();
    await until('what was applied is delivered again', () => seenAgain.length >= 200);
    await installation.appliedOnceInOrder();
    expect(await installation.applied()).toHaveLength(200);
  });

  it('parks an event whose handler kills the process, with what follows of its key, and goes on with the rest', async () => {
    const installation = await Installation.create();
    const { databaseUrl, kafka } = installation;
    const [deadly, other] = [aggregateInSlot(3), aggregateInSlot(4)];
    installation.relay();
    await installation.append(30, [deadly, other]);
    await installation.relayed();
    const dieAt = 11; // the sixth event of the deadly aggregate
    const parked = () =>
      installation.query<{ position: number }>('SELECT position FROM parked_event ORDER BY position');
    for (let deaths = 0; (await parked()).length === 0 && deaths < 10; deaths++) {
      const consumer = new ProcessUnderTest('consumer', { databaseUrl, kafka, dieAt } satisfies ConsumerInput);
      await Promise.race([consumer.end(), until('it is parked', async () => (await parked()).length > 0, 30_000)]);
      await consumer.kill();
    }
    await installation.startConsumer();
    await until('the rest is parked or applied', async () => (await installation.applied()).length === 20);
    await installation.appliedOnceInOrder();
    expect((await parked()).map(({ position }) => position)).toEqual([11, 13, 15, 17, 19, 21, 23, 25, 27, 29]);
  });

  it('applies once and in order what two members get while one of them is in mid-batch', async () => {
    const installation = await Installation.create({ kafka: { partitions: 2 } });
    installation.relay();
    const midBatch = new StoppingPoint('the first member is in mid-batch');
    await installation.startConsumer({ before: () => midBatch.arrive() });
    await installation.append(20);
    await midBatch.reached();

    const second = new StoppingPoint('the second member gets events that the first one is applying');
    const firstPositions = new Set((await installation.log()).map(({ position }) => position));
    await installation.startConsumer({
      around: (projection) =>
        aroundProcess(projection, {
          before: async (events) => {
            if (events.some(({ position }) => firstPositions.has(position))) await second.arrive();
          },
        }),
    });
    await second.reached(60_000);
    second.release();
    await installation.append(50);
    midBatch.release();
    await installation.everythingApplied();
    expect(await installation.applied()).toHaveLength(70);
  });

  it('applies once and in order what is delivered again and out of order', async () => {
    const installation = await Installation.create();
    await installation.append(60, ALL_SLOTS.slice(0, 6));
    await deliver(installation, (log) => [...log.slice(30), ...log.slice(0, 40), ...log.toReversed(), ...log]);
    await installation.startConsumer();
    await installation.everythingApplied();
    expect(await installation.applied()).toHaveLength(60);
  });

  it('reads from the log what Kafka lost in between', async () => {
    const installation = await Installation.create();
    await installation.append(60, ALL_SLOTS.slice(0, 6));
    await deliver(installation, (log) => log.filter((_, index) => index < 6 || index >= 54));
    await installation.startConsumer();
    await installation.everythingApplied();
  });

  it('finds by looking what never arrived in a slot that is silent since', async () => {
    const installation = await Installation.create();
    await installation.append(60);
    await installation.querySource('UPDATE relay_cursor SET cursor = 60');
    await installation.startConsumer({ lookInterval: 100 });
    await installation.everythingApplied();
  });

  it('leaves out what is not an event of ours', async () => {
    const installation = await Installation.create();
    const publisher = new KafkaPublisher(installation.kafka, SOURCE);
    await publisher.open();
    const key = aggregateInSlot(0);
    await publisher.send([
      { key, value: 'no JSON', headers: {} },
      { key, value: '{"specversion":"1.0"}', headers: {} },
    ]);
    await publisher.close();
    await installation.append(10, [key]);
    installation.relay();
    await installation.startConsumer();
    await installation.everythingApplied();
  });

  it('goes on by itself after its database failed for a while', async () => {
    const installation = await Installation.create();
    let failures = 0;
    installation.relay();
    await installation.startConsumer({
      before: () => {
        if (failures++ < 4) throw Object.assign(new Error('deadlock detected'), { code: '40P01' });
      },
    });
    await installation.append(100);
    await installation.everythingApplied();
    expect(failures).toBeGreaterThan(4);
  });
});
