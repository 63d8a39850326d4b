import { Agent, request } from 'node:http';
import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';

/** One request of a load; refused answers end the measurement, because a fast refusal is no throughput. */
export interface Shot {
  method: 'POST' | 'PUT' | 'GET';
  path: string;
  body?: string;
  headers?: Record<string, string>;
}

export interface Measured {
  /** Milliseconds from the moment a request was due (open loop) or sent (closed loop) to the end of its answer. */
  durations: number[];
  /** Requests answered per second of the whole run. */
  perSecond: number;
}

/** Of an open loop also when each request was due, in milliseconds since 1970, by its index. */
export interface Timed extends Measured {
  dueAt: number[];
}

/** Sends requests to one address on this machine over kept connections. */
export class LoadClient {
  private readonly agent: Agent;
  private readonly host: string;
  private readonly port: string;

  constructor(url: string, connections: number) {
    ({ hostname: this.host, port: this.port } = new URL(url));
    if (this.host !== '127.0.0.1') throw new Error(`A load goes to 127.0.0.1 only, not to ${this.host}.`);
    this.agent = new Agent({ keepAlive: true, maxSockets: connections, scheduling: 'fifo' });
  }

  /** `perSecond` requests for `seconds`, each due at its own time whether or not earlier ones have been answered. */
  async openLoop(perSecond: number, seconds: number, next: (index: number) => Shot): Promise<Timed> {
    const total = Math.round(perSecond * seconds);
    const begin = performance.now();
    const durations: number[] = [];
    const dueAt: number[] = [];
    const answers: Promise<void>[] = [];
    for (let index = 0; index < total; index++) {
      const due = await reached(begin + (index * 1000) / perSecond);
      dueAt.push(performance.timeOrigin + due);
      answers.push(this.ask(next(index)).then(() => void durations.push(performance.now() - due)));
    }
    await Promise.all(answers);
    return { durations, dueAt, perSecond: total / ((performance.now() - begin) / 1000) };
  }

  /** `clients` that each send the next request when the last one was answered, for `seconds`. */
  closedLoop(clients: number, seconds: number, next: (index: number) => Shot): Promise<Measured> {
    return this.closedWork(clients, seconds, (index) => this.ask(next(index)));
  }

  /** `clients` that each begin the next piece of work, of as many requests as it takes, when the last one is done. */
  async closedWork(
    clients: number,
    seconds: number,
    work: (index: number, client: number) => Promise<unknown>,
  ): Promise<Measured> {
    const begin = performance.now();
    const durations: number[] = [];
    let index = 0;
    const each = async (client: number): Promise<void> => {
      while (performance.now() - begin < seconds * 1000) {
        const begun = performance.now();
        await work(index++, client);
        durations.push(performance.now() - begun);
      }
    };
    await Promise.all(Array.from({ length: clients }, (_, client) => each(client)));
    return { durations, perSecond: durations.length / ((performance.now() - begin) / 1000) };
  }

  /** The body of the answer. */
  ask(shot: Shot): Promise<string> {
    return new Promise((resolve, reject) => {
      const { method, path, body } = shot;
      const described =
        body === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
      const headers = { ...described, ...shot.headers };
      const sent = request({ host: this.host, port: this.port, agent: this.agent, method, path, headers }, (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('error', reject);
        answer.on('end', () => {
          const text = Buffer.concat(chunks).toString();
          if ((answer.statusCode ?? 500) < 300) return resolve(text);
          reject(new Error(`${method} ${path} was answered with ${answer.statusCode}: ${text}`));
        });
      });
      sent.on('error', reject);
      sent.end(body);
    });
  }

  close(): void {
    this.agent.destroy();
  }
}

/** Milliseconds by which a timer of this process may come late without a reason in the load. */
const TIMER_LATENESS = 2;

/**
 * Waits for a planned moment and returns when the request was due: the moment at which the timer came, but hardly later
 * than planned, so that a client that is starved counts its own delay. Spinning until the exact moment would take a
 * quarter of a core from what is measured.
 */
async function reached(planned: number): Promise<number> {
  const left = planned - performance.now();
  if (left > 0) await pause(left);
  return Math.min(performance.now(), planned + TIMER_LATENESS);
}
