import { describe, expect, it } from 'vitest';
import { Gatherer, type BatchOutcome, type Delivery } from './gatherer.js';
import type { Received } from './wire.js';

function received(...positions: number[]): Received[] {
  return positions.map((position) => ({ event: { position } }) as Received);
}

function positionsOf(deliveries: Delivery[]): number[][] {
  return deliveries.map((delivery) => delivery.received.map((item) => ('event' in item ? item.event.position : -1)));
}

function recording(outcome: (delivery: Delivery) => BatchOutcome = () => 'done') {
  const applied: Delivery[] = [];
  const gatherer = new Gatherer((delivery) => {
    applied.push(delivery);
    return Promise.resolve(outcome(delivery));
  });
  return { applied, gatherer };
}

describe('gathering the batches of one fetch', () => {
  it('applies the partitions of a source together and answers each of them', async () => {
    const { applied, gatherer } = recording();
    const outcomes = await Promise.all([
      gatherer.add({ source: 'tasks', received: received(1, 4), oneByOne: false }),
      gatherer.add({ source: 'tasks', received: received(2, 3), oneByOne: false }),
    ]);
    expect(outcomes).toEqual(['done', 'done']);
    expect(positionsOf(applied)).toEqual([[1, 4, 2, 3]]);
  });

  it('keeps sources apart, and first batches from later ones', async () => {
    const { applied, gatherer } = recording();
    await Promise.all([
      gatherer.add({ source: 'tasks', received: received(1), oneByOne: false }),
      gatherer.add({ source: 'tasks', received: received(2), oneByOne: true }),
      gatherer.add({ source: 'departments', received: received(3), oneByOne: false }),
    ]);
    expect(positionsOf(applied)).toEqual([[1], [2], [3]]);
  });

  it('does not add to a batch that is being applied', async () => {
    const { applied, gatherer } = recording();
    await gatherer.add({ source: 'tasks', received: received(1), oneByOne: false });
    await gatherer.add({ source: 'tasks', received: received(2), oneByOne: false });
    expect(positionsOf(applied)).toEqual([[1], [2]]);
  });

  it('applies at most a thousand events at once and stops at the first chunk that must come again', async () => {
    const { applied, gatherer } = recording(({ received: [first] }) =>
      first && 'event' in first && first.event.position >= 1_000 ? 'retry' : 'done',
    );
    const many = received(...Array.from({ length: 2_500 }, (_, index) => index));
    expect(await gatherer.add({ source: 'tasks', received: many, oneByOne: false })).toBe('retry');
    expect(applied.map((delivery) => delivery.received.length)).toEqual([1_000, 1_000]);
  });
});
