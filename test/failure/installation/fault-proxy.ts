import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

/** What a network can do to connections: carry them, delay every piece, swallow everything in silence, or refuse. */
type Weather = { kind: 'fair' } | { kind: 'slow'; ms: number } | { kind: 'silent' } | { kind: 'refusing' };

interface Pair {
  client: Socket;
  target: Socket;
  /** Pieces of both directions were swallowed: the connection is half open for ever, whatever the weather. */
  lost: boolean;
}

/** Stands between the services and a server of theirs, and breaks connections the way networks do. */
export class FaultProxy {
  private readonly pairs = new Set<Pair>();
  private weather: Weather = { kind: 'fair' };
  private server: Server | undefined;
  /** What the faults did, for their proof. */
  readonly counts = { cut: 0, delayed: 0, swallowed: 0, refused: 0 };

  constructor(
    readonly port: number,
    private readonly targetPort: number,
  ) {}

  async open(): Promise<void> {
    this.server = createServer((client) => this.accept(client)).listen(this.port, '127.0.0.1');
    await once(this.server, 'listening');
  }

  async close(): Promise<void> {
    this.cut();
    this.server?.close();
  }

  /** Everything is carried again; what was swallowed stays lost. */
  clear(): void {
    this.weather = { kind: 'fair' };
  }

  slow(ms: number): void {
    this.weather = { kind: 'slow', ms };
  }

  /** From now on nothing comes through, and neither end is told. */
  silence(): void {
    this.weather = { kind: 'silent' };
  }

  /** Ends every connection, and new ones as soon as they are made. */
  refuse(): void {
    this.weather = { kind: 'refusing' };
    this.cut();
  }

  /** Ends every connection as a reset does. */
  cut(): void {
    for (const { client, target } of this.pairs) {
      this.counts.cut++;
      client.resetAndDestroy();
      target.destroy();
    }
    this.pairs.clear();
  }

  private accept(client: Socket): void {
    client.on('error', () => undefined);
    if (this.weather.kind === 'refusing') {
      this.counts.refused++;
      client.resetAndDestroy();
      return;
    }
    const target = connect(this.targetPort, '127.0.0.1');
    target.setNoDelay(true);
    client.setNoDelay(true);
    const pair: Pair = { client, target, lost: false };
    this.pairs.add(pair);
    this.carry(client, target, pair);
    this.carry(target, client, pair);
  }

  private carry(from: Socket, to: Socket, pair: Pair): void {
    from.on('data', (piece: Buffer) => this.piece(piece, to, pair));
    from.on('error', () => undefined);
    from.on('close', () => {
      this.pairs.delete(pair);
      if (!pair.lost) to.destroy();
    });
  }

  private piece(piece: Buffer, to: Socket, pair: Pair): void {
    if (this.weather.kind === 'silent' || pair.lost) {
      pair.lost = true;
      this.counts.swallowed++;
    } else if (this.weather.kind === 'slow') {
      this.counts.delayed++;
      setTimeout(() => to.destroyed || to.write(piece), this.weather.ms);
    } else if (!to.destroyed) to.write(piece);
  }
}
