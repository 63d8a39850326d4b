import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** Milliseconds between two looks for connections that nobody uses any more. */
const LOOK = 50;
/** Milliseconds that the rest of a request gets to arrive. Node ends late requests no more once a server closes. */
const ARRIVAL_LIMIT = 1_000;
/** Milliseconds until an answer is cut off: less than a whole stop may take, or consumers, relay and pool would not be stopped. */
const ANSWER_LIMIT = 10_000;

/** The connections of a server. `close` of Node ends only those that are idle at that moment, and serves on the others. */
export class HttpConnections {
  /** The latest answer on each; null before its first request. */
  private readonly latest = new Map<Socket, ServerResponse | null>();
  private ending = false;

  constructor(private readonly server: Server) {
    server.on('connection', (socket: Socket) => {
      this.latest.set(socket, null);
      socket.once('close', () => this.latest.delete(socket));
    });
    // Before the listener of the framework, which may answer at once.
    server.prependListener('request', ({ socket }, answer) => {
      this.latest.set(socket, answer);
      if (this.ending) makeLast(answer);
    });
  }

  /** Takes no new ones; resolves when each has got its answer, or has had its time, and is closed. */
  async end(): Promise<void> {
    this.ending = true;
    const begun = performance.now();
    for (const answer of this.latest.values()) if (answer) makeLast(answer);
    const looking = setInterval(() => this.closeUnused(performance.now() - begun), LOOK);
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
    clearInterval(looking);
  }

  private closeUnused(elapsed: number): void {
    this.server.closeIdleConnections();
    for (const [socket, answer] of this.latest) {
      if (elapsed > (isUnderWay(answer) ? ANSWER_LIMIT : ARRIVAL_LIMIT)) socket.destroy();
    }
  }
}

/** Tells the client that the connection ends with this answer: a request that he sent after it would be lost. */
function makeLast(answer: ServerResponse): void {
  if (!answer.headersSent) answer.setHeader('connection', 'close');
}

/** Whether somebody is owed this answer; not so while his request has not arrived whole. */
function isUnderWay(answer: ServerResponse | null): boolean {
  return answer !== null && answer.req.complete && !answer.writableFinished;
}
