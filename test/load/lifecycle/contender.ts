import type { BenchServer } from '../bench-server.js';
import type { LoadClient } from '../load-client.js';

/** One way to live through a piece of work: created, given to somebody, resolved and found again. */
export interface Lifecycle {
  name: string;
  /** Its requests, in their order. */
  requests: string;
  /** One lifecycle from its first request to having been found, as the `client`-th of the run's clients. */
  live(client: LoadClient, index: number, asClient: number): Promise<void>;
  /** Events that somebody has yet to apply after the last answer; absent where nothing follows an answer. */
  behind?: () => Promise<number>;
}

/** A running system that is measured. */
export interface Contender {
  url: string;
  /** The process that started all of its processes. */
  pid: number;
  lifecycles: readonly Lifecycle[];
  /** Until everything is compiled and cached, where the usual time is too short for it. */
  warmUpSeconds?: number;
  stop(): Promise<void>;
}

export interface ContenderOptions {
  server: BenchServer;
  clients: number;
  say: (line: string) => void;
}

/** Starts a system on a database of the run's server. */
export type StartContender = (options: ContenderOptions) => Promise<Contender>;

/** A system that this machine cannot run; the message says what to do. The others are measured all the same. */
export class Unavailable extends Error {
  override readonly name = 'Unavailable';
}

/**
 * What a search was to find, exactly once.
 * @throws Error when it was not found: a figure for what is not there would hide a loss
 */
export function requireFound(what: string, found: number): void {
  if (found !== 1) throw new Error(`The search for ${what} found ${found} instead of 1.`);
}
