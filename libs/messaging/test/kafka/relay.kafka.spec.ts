import { describe, expect, it } from 'vitest';
import { withKafkaAdmin } from '#testing';
import { topicOf } from '../../src/kafka/topics.js';
import { decode } from '../../src/kafka/wire.js';
import type { Publisher } from '../../src/relay/publisher.js';
import { aggregateInSlot, Installation } from './installation.js';
import { ProcessUnderTest } from './processes/process-under-test.js';
import type { RelayInput } from './processes/relay.process.js';
import { SOURCE } from './schemas.js';
import { StoppingPoint } from './stopping-point.js';

const LEASE = 1_000;

/** The publisher with something around its `send`. */
function aroundSend(publisher: Publisher, send: Publisher['send']): Publisher {
  return {
    open: () => publisher.open(),
    close: () => publisher.close(),
    send,
    get partitionCount() {
      return publisher.partitionCount;
    },
  };
}

/** Records in the topic, over all partitions. */
async function recordsSent({ kafka }: Installation): Promise<number> {
  const offsets = await withKafkaAdmin([...kafka.brokers], (admin) => admin.fetchTopicOffsets(topicOf(kafka, SOURCE)));
  return offsets.reduce((sum, { high }) => sum + Number(high), 0);
}

describe('the relay', () => {
  it('brings every event to every slot once and in order', async () => {
    const installation = await Installation.create();
    installation.relay();
    await installation.startConsumer();
    for (let batch = 0; batch < 20; batch++) await installation.append(100);
    await installation.everythingApplied();
    expect(await installation.applied()).toHaveLength(2_000);
  });

  it('sends again what a relay sent that was killed before it moved the cursor, and nothing takes effect twice', async () => {
    const installation = await Installation.create();
    await installation.append(200);
    const { databaseUrl, kafka } = installation;
    const killed = new ProcessUnderTest('relay', { databaseUrl, kafka } satisfies RelayInput);
    await killed.reached('sent, cursor not moved');
    await killed.kill();
    expect(await recordsSent(installation)).toBe(200);

    installation.relay();
    await installation.relayed();
    expect(await recordsSent(installation)).toBe(400);
    await installation.startConsumer();
    await installation.everythingApplied();
    expect(await installation.applied()).toHaveLength(200);
  });

  it('changes nothing when it sends late, after it lost its lease to another relay', async () => {
    const installation = await Installation.create();
    const aboutToSend = new StoppingPoint('the zombie is about to send');
    const moves: boolean[] = [];
    await installation.startConsumer();
    await installation.append(100);
    const zombie = installation.relay(({ publisher, cursor }) => {
      const move = cursor.move.bind(cursor);
      cursor.move = async (...sent) => {
        moves.push(await move(...sent));
        return moves.at(-1)!;
      };
      return {
        publisher: aroundSend(publisher, async (messages) => {
          await aboutToSend.arrive();
          await publisher.send(messages);
        }),
      };
    }, LEASE);
    await aboutToSend.reached();

    installation.relay(undefined, LEASE);
    await installation.relayed();
    await installation.append(100);
    await installation.everythingApplied();
    aboutToSend.release();
    await zombie.stop();
    expect(moves).toEqual([false]);
    expect(await recordsSent(installation)).toBe(300);

    await installation.append(100);
    await installation.everythingApplied();
    expect(await installation.applied()).toHaveLength(300);
  });

  it('lets a second relay take over when the first is stopped', async () => {
    const installation = await Installation.create();
    await installation.startConsumer();
    const first = installation.relay();
    await installation.append(50);
    await installation.relayed();
    installation.relay(undefined, LEASE);
    await first.stop();
    await installation.append(50);
    await installation.everythingApplied();
  });

  it('sends an event of more than 512 KB without its data, which the consumer reads from the log', async () => {
    const installation = await Installation.create();
    const large = aggregateInSlot(7);
    const withoutData: number[] = [];
    installation.relay(({ publisher }) => ({
      publisher: aroundSend(publisher, async (messages) => {
        for (const { value } of messages) {
          const received = decode(Buffer.from(value));
          if ('dataOmitted' in received) withoutData.push(received.dataOmitted.position);
        }
        await publisher.send(messages);
      }),
    }));
    await installation.startConsumer();
    await installation.append(1, [large]);
    await installation.append(1, [large], { evidence: '证'.repeat(400_000) });
    await installation.append(1, [large]);
    await installation.everythingApplied();
    expect(withoutData).toEqual([2]);
    expect((await installation.applied()).map(({ bytes }) => bytes > 400_000)).toEqual([false, true, false]);
  });

  it('cuts what the broker refuses as too large until it is taken, and says so', async () => {
    const installation = await Installation.create();
    const { kafka } = installation;
    const configEntries = [{ name: 'max.message.bytes', value: '100000' }];
    await withKafkaAdmin([...kafka.brokers], (admin) =>
      admin.createTopics({ topics: [{ topic: topicOf(kafka, SOURCE), numPartitions: 6, configEntries }] }),
    );
    await installation.append(20, [aggregateInSlot(1)], { text: 'x'.repeat(60_000) });
    installation.relay();
    await installation.startConsumer();
    await installation.everythingApplied();
    expect(installation.alarms.map(({ code }) => code)).toContain('path-failing');
  });

  it('alarms when it sent another number of events than the log holds, and the consumer finds what is missing', async () => {
    const installation = await Installation.create();
    await installation.append(64);
    await installation.querySource('UPDATE relay_cursor SET cursor = 64'); // as if a bug had passed over them
    let recounted: Promise<unknown> | undefined;
    const recounting = new StoppingPoint('recounted');
    installation.relay(({ recount }) => {
      recounted = recount.count().then(() => recounting.arrive());
      recounting.release();
      return {};
    });
    await recounting.reached();
    await recounted;
    expect(installation.alarms).toMatchObject([{ code: 'relay-recount' }]);
    await installation.startConsumer({ lookInterval: 100 });
    await installation.everythingApplied();
  });
});
