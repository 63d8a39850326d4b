import { createRequire } from 'node:module';

interface Broker {
  /** Which requests the broker understands; null until it has said so. */
  versions: object | null;
  isConnected(): boolean;
}

const load = createRequire(import.meta.url);
let patched = false;

/**
 * kafkajs 2.2.4 takes a broker for connected as soon as there is a connection. When the first answer, which says what the broker
 * understands, comes too late, the connection stays and is never asked again: every request then fails with "Broker not
 * connected" for as long as the connection lives. Connected is who has also given that answer.
 */
export function patchBroker(): void {
  if (patched) return;
  patched = true;
  const { prototype } = load('kafkajs/src/broker') as { prototype: Broker };
  const { isConnected } = prototype;
  prototype.isConnected = function (this: Broker) {
    return this.versions !== null && isConnected.call(this);
  };
}
