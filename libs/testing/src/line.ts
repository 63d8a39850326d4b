import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** Passes on a piece that the server sent, at once, later, changed, or not at all. */
type Passing = (piece: Buffer, client: Socket) => void;

const atOnce: Passing = (piece, client) => void client.write(piece);

/** A line to a server on this machine, on which a test holds back, changes or swallows what is sent as a broken network does. */
export class Line {
  /** What becomes of the answers on connections that are made from now on. */
  answer: Passing = atOnce;
  private readonly sockets = new Set<Socket>();
  private silent = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    private readonly port: () => number,
  ) {
    server.on('connection', (client) => this.carry(client));
  }

  /** @param port of the server, asked at each connection: it may start after its line is there */
  static async open(port: number | (() => number)): Promise<Line> {
    const line = new Line(createServer(), typeof port === 'number' ? () => port : port);
    await once(line.server.listen(0, '127.0.0.1'), 'listening');
    return line;
  }

  /** `host:port` of the near end. */
  get address(): string {
    return `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** From now on nothing comes through on the connections that are open, and neither end is told. */
  swallow(): void {
    this.silent = new Set(this.sockets);
  }

  close(): void {
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
  }

  private carry(client: Socket): void {
    const server = connect(this.port(), '127.0.0.1');
    const { answer } = this;
    this.watch(client, server, (piece) => void server.write(piece));
    this.watch(server, client, (piece) => answer(piece, client));
  }

  private watch(from: Socket, to: Socket, pass: (piece: Buffer) => void): void {
    this.sockets.add(from);
    from.on('data', (piece) => this.silent.has(from) || pass(piece));
    from.on('error', () => to.destroy()).on('close', () => to.end());
  }
}

/** The URL of a server by way of a line to it. */
export async function lineTo(url: string): Promise<{ line: Line; url: string }> {
  const target = new URL(url);
  const line = await Line.open(Number(target.port));
  target.host = line.address;
  return { line, url: target.href };
}
