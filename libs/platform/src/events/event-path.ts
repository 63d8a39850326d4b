import type { EventPathServer } from '#messaging';

/** The event path of one service: its consumers, its relay, and what an operator can ask and do. */
export abstract class EventPath {
  abstract readonly server: EventPathServer;
  abstract startRelay(): Promise<void>;
  abstract stopRelay(): Promise<void>;
  abstract behind(): Promise<number>;
  abstract logEnd(): Promise<number>;
}
