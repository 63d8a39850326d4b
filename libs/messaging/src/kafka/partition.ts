import type { PartitionerArgs } from 'kafkajs';

/** The partition of a slot. Adding partitions moves slots; the consumers' marks keep their order. */
export function partitionOf(slot: number, partitionCount: number): number {
  return slot % partitionCount;
}

/** The slot of an aggregate: the last byte of its id, modulo 64. The same rule as `event_log.slot` in SQL. */
export function slotOf(aggregateId: string): number {
  return Number.parseInt(aggregateId.slice(-2), 16) & 63;
}

/** Places a message, whose key is the aggregate's id, among the partitions that the client knows now. */
export function placeBySlot({ message, partitionMetadata }: PartitionerArgs): number {
  return partitionOf(slotOf(String(message.key)), partitionMetadata.length);
}
