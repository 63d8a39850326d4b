import { createRequire } from 'node:module';
import type { Socket } from 'node:net';

interface Broker {
  /** Which requests the broker understands; null until it has said so. */
  versions: object | null;
  isConnected(): boolean;
}

interface Connection {
  socket: Socket;
  send(request: unknown): Promise<unknown>;
}

const load = createRequire(import.meta.url);
let patched = false;

/** What kafkajs 2.2.4 believes of a connection on which the broker did not answer in time, which it keeps for ever. */
export function patchConnections(): void {
  if (patched) return;
  patched = true;
  askAgain((load('kafkajs/src/broker') as { prototype: Broker }).prototype);
  giveUp((load('kafkajs/src/network/connection') as { prototype: Connection }).prototype);
}

/**
 * A broker counts as connected as soon as there is a connection. When its first answer, which says what it understands, comes
 * too late, it would never be asked again, and every request fails with "Broker not connected" for as long as the connection
 * lives. Connected is who has also given that answer.
 */
function askAgain(broker: Broker): void {
  const { isConnected } = broker;
  broker.isConnected = function (this: Broker) {
    return this.versions !== null && isConnected.call(this);
  };
}

/**
 * The other end may be gone without a word. A request that got no answer would be made again on the same connection, and again;
 * on a new one it is answered.
 */
function giveUp(connection: Connection): void {
  const { send } = connection;
  connection.send = async function (this: Connection, request) {
    const { socket } = this;
    try {
      return await send.call(this, request);
    } catch (error) {
      if (error instanceof Error && error.name === 'KafkaJSRequestTimeoutError') socket.destroy(error);
      throw error;
    }
  };
}
