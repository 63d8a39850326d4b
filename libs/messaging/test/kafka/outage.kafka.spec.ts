import { describe, expect, it, onTestFinished } from 'vitest';
import { createPrivateBroker, until } from '#testing';
import { KafkaWorld } from './kafka-world.js';

async function privateBroker(options: { started: boolean }) {
  const broker = await createPrivateBroker(options);
  onTestFinished(() => broker.drop());
  return broker;
}

describe('a broker', () => {
  it('may be down at the start and come up later', async () => {
    const broker = await privateBroker({ started: false });
    const path = await KafkaWorld.create({ brokers: [broker.bootstrap] });
    path.relay();
    path.member();
    await path.append(50);
    await broker.restart();
    await path.world.everythingOnceInOrder();
  });

  it('may be killed and come back, and may come back with nothing in it', async () => {
    const broker = await privateBroker({ started: true });
    const path = await KafkaWorld.create({ brokers: [broker.bootstrap] });
    path.relay();
    path.member();
    await path.append(50);
    await path.world.everythingOnceInOrder();
    await broker.kill();
    await path.append(50);
    await broker.restart();
    await path.world.everythingOnceInOrder();
    await broker.wipe();
    await path.append(50);
    await path.world.everythingOnceInOrder();
  });

  it('that is gone does not keep a service from stopping, nor finds a member of it when it comes back', async () => {
    const broker = await privateBroker({ started: true });
    const path = await KafkaWorld.create({ brokers: [broker.bootstrap] });
    const relay = path.relay();
    const member = path.member();
    await path.append(50);
    await path.world.everythingOnceInOrder();
    await broker.kill();
    await Promise.all([relay.stop(), member.stop()]);
    await broker.restart();
    await until('the group has no member', async () => {
      const { groups } = await path.administrate((admin) => admin.describeGroups([`${path.kafka.prefix}watch`]));
      return groups.every(({ members }) => members.length === 0);
    });
    expect(await path.world.applied()).toHaveLength(50);
  });
});
