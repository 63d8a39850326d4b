import type { WireMessage } from '../kafka/wire.js';

/** Where a relay sends. Each call is one send; the relay has one in flight at a time. */
export interface Publisher {
  /** Makes the topic and the connection; throws while there is no broker. */
  open(): Promise<void>;
  /** Partitions of the topic, as far as known now. */
  readonly partitionCount: number;
  /**
   * Resolves when every message is stored by every replica that counts.
   *
   * @throws MessageTooLargeError when the broker refuses the size for good; some messages may have been stored.
   * @throws any other error for what may pass: send again.
   */
  send(messages: readonly WireMessage[]): Promise<void>;
  close(): Promise<void>;
}

/** The broker's limit is below ours: no retry of the same batch can succeed. */
export class MessageTooLargeError extends Error {
  override readonly name = 'MessageTooLargeError';
}
