import { describe, expect, it } from 'vitest';
import { EventLogReader, MessagingOperator, type LogEvent, type ProjectionHandler } from '#messaging';
import { until } from '#testing';
import { encode, type WireMessage } from '../../src/kafka/wire.js';
import { KafkaPublisher } from '../../src/relay/kafka-publisher.js';
import { queryableOf } from '../../src/database/run-statement.js';
import { StoppingPoint } from '../world/stopping-point.js';
import { aggregateInSlot } from '../world/world.js';
import { ALL_SLOTS, KafkaWorld } from './kafka-world.js';
import type { MemberInput } from './processes/member.process.js';
import { ProcessUnderTest } from './processes/process-under-test.js';

const SIX_KEYS = ALL_SLOTS.slice(0, 6);

async function send({ kafka }: KafkaWorld, ...sends: readonly (readonly WireMessage[])[]): Promise<void> {
  const publisher = new KafkaPublisher(kafka, 'tasks');
  await publisher.open();
  for (const messages of sends) await publisher.send(messages);
  await publisher.close();
}

async function arranged({ world }: KafkaWorld, arrange: (log: LogEvent[]) => LogEvent[]): Promise<WireMessage[]> {
  const reader = new EventLogReader(queryableOf(world.admin), world.address('tasks'));
  const { events } = await reader.after({ position: 0, id: null }, 1_000);
  return arrange(events).map((event) => encode(event));
}

/** Sends the log's events as Kafka might deliver them: some of them, in any order, any number of times. */
async function deliver(path: KafkaWorld, arrange: (log: LogEvent[]) => LogEvent[]): Promise<void> {
  await send(path, ...(await arranged(path, arrange)).map((message) => [message]));
}

/** The same in one send: what goes to one partition comes as one batch. */
async function deliverTogether(path: KafkaWorld, arrange: (log: LogEvent[]) => LogEvent[]): Promise<void> {
  await send(path, await arranged(path, arrange));
}

describe('a consumer', () => {
  it('applies nothing twice after it was killed between commit and offset commit', async () => {
    const path = await KafkaWorld.create();
    path.relay();
    await path.append(100);
    await path.relayed();
    const input: MemberInput = { log: path.world.address('tasks'), kafka: path.kafka, stopAfterCommit: true };
    const killed = new ProcessUnderTest('member', input);
    await killed.reached('committed, offset not committed');
    await killed.kill();
    const before = await path.world.applied();
    expect(before.length).toBeGreaterThan(0);

    const delivered = new Set<number>();
    const note = (events: readonly LogEvent[]) => events.forEach(({ position }) => delivered.add(position));
    path.member({ around: { before: async (events) => note(events) } });
    await path.append(100);
    await path.world.everythingOnceInOrder();
    await until('what was applied before is delivered again', () => before.every((row) => delivered.has(row.position)));
    await path.world.everythingOnceInOrder();
  });

  it('parks an event whose handler kills the process, with what follows of its key, and goes on with the rest', async () => {
    const path = await KafkaWorld.create();
    const keys = [aggregateInSlot(3), aggregateInSlot(4)];
    path.relay();
    await path.append(30, keys);
    await path.relayed();
    const input: MemberInput = { log: path.world.address('tasks'), kafka: path.kafka, dieAt: 11 };
    for (let deaths = 0; deaths < 3; deaths++) await new ProcessUnderTest('member', input).end();
    const operator = new MessagingOperator(path.member().path);
    await until('the rest is applied', async () => (await path.world.applied()).length === 20);
    const parked = await operator.listParked();
    expect(parked.map(({ event }) => event.position)).toEqual([11, 13, 15, 17, 19, 21, 23, 25, 27, 29]);
  });

  it('applies once and in order what two members get while one of them is in mid-batch', async () => {
    const path = await KafkaWorld.create({ partitions: 2 });
    path.relay();
    const midBatch = new StoppingPoint('the first member is in mid-batch');
    path.member({ projections: [{ before: () => midBatch.pass() }] });
    await path.append(20);
    await midBatch.reached();

    const shared = new StoppingPoint('the second member gets what the first one is applying');
    const isShared = (events: readonly LogEvent[]) => events.some(({ position }) => position <= 20);
    path.member({ around: { before: async (events) => (isShared(events) ? shared.pass() : undefined) } });
    await shared.reached(30_000);
    shared.release();
    await path.append(50);
    midBatch.release();
    await path.world.everythingOnceInOrder();
  });

  it('takes over within seconds what a member that leaves had, however long sessions last', async () => {
    const path = await KafkaWorld.create({ sessionTimeout: 60_000 });
    path.relay();
    path.member();
    const second = path.member();
    await until('both have their share', async () => {
      await path.append(ALL_SLOTS.length);
      await path.world.everythingOnceInOrder();
      return new Set((await path.world.applied()).slice(-ALL_SLOTS.length).map(({ member }) => member)).size === 2;
    });
    await second.stop();
    const begin = performance.now();
    await path.append(ALL_SLOTS.length);
    await path.world.everythingOnceInOrder();
    expect(performance.now() - begin, 'a quarter of a session is fifteen seconds').toBeLessThan(10_000);
  });

  it('applies once and in order what is delivered again and out of order', async () => {
    const path = await KafkaWorld.create();
    await path.append(60, SIX_KEYS);
    await deliver(path, (log) => [...log.slice(30), ...log.slice(0, 40), ...log.toReversed(), ...log]);
    path.member();
    await path.world.everythingOnceInOrder();
  });

  it('reads from the log what Kafka lost in between', async () => {
    const path = await KafkaWorld.create();
    await path.append(60, SIX_KEYS);
    await deliver(path, (log) => log.filter((_, index) => index < 6 || index >= 54));
    path.member();
    await path.world.everythingOnceInOrder();
  });

  it('reads from the log what Kafka lost inside a batch of a partition that it knows already', async () => {
    const path = await KafkaWorld.create();
    const [key] = ALL_SLOTS;
    path.member();
    await path.append(1, [key!]);
    await deliver(path, (log) => log);
    await path.world.everythingOnceInOrder(); // the first batch, which runs one by one, is over
    await path.append(5, [key!]);
    await deliverTogether(path, (log) => [log[1]!, log[5]!]);
    await path.world.everythingOnceInOrder();
  });

  it('finds by looking what never arrived in a slot that is silent since', async () => {
    const path = await KafkaWorld.create();
    path.member({ lookInterval: 100 });
    await path.append(60);
    await path.world.tasks.query('UPDATE relay_cursor SET cursor = 60');
    await path.world.everythingOnceInOrder();
  });

  it('leaves out what is not an event of ours', async () => {
    const path = await KafkaWorld.create();
    const key = aggregateInSlot(0);
    const values = ['no JSON', '{"specversion":"1.0"}', '{"specversion":"1.0","position":"1","subject":"x"}'];
    await send(path, ...values.map((value) => [{ key, value, headers: {} }]));
    path.relay();
    path.member();
    await path.append(10, [key]);
    await path.world.everythingOnceInOrder();
  });

  it('goes on by itself with smaller batches when its database fails for a while', async () => {
    const path = await KafkaWorld.create();
    const [key] = ALL_SLOTS;
    const sizes: number[] = [];
    let failures = 0;
    const before: ProjectionHandler = (batch) => {
      sizes.push(batch.length);
      if (failures-- > 0) throw Object.assign(new Error('deadlock detected'), { code: '40P01' });
    };
    path.member({ projections: [{ before }] });
    path.relay();
    await path.append(1, [key!]); // a partition's first batch runs one by one, and is over with this
    await path.world.everythingOnceInOrder();
    sizes.length = 0;
    failures = 4;
    await path.append(40, [key!]);
    await path.world.everythingOnceInOrder();
    expect(sizes).toEqual([40, 20, 10, 5, 2, 4, 8, 13, 13]); // halved by each failure, and doubled by each success
  });
});
