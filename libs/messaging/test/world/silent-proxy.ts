import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** Stands between a client and its database, and can swallow what is sent over its connections as a broken network does. */
export class SilentProxy {
  private readonly sockets = new Set<Socket>();
  private server: Server | undefined;

  constructor(private readonly target: URL) {}

  /** The target's URL by way of this proxy. */
  async open(): Promise<string> {
    this.server = createServer((client) => this.forward(client));
    await new Promise<void>((resolve) => this.server!.listen(0, '127.0.0.1', resolve));
    const url = new URL(this.target);
    url.host = `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    return url.href;
  }

  /** From now on nothing comes through over the connections that are open, and neither end is told. */
  swallow(): void {
    for (const socket of this.sockets) socket.unpipe().resume();
  }

  close(): void {
    for (const socket of this.sockets) socket.destroy();
    this.server?.close();
  }

  private forward(client: Socket): void {
    const database = connect(Number(this.target.port), this.target.hostname);
    for (const [from, to] of [
      [client, database],
      [database, client],
    ] as const) {
      this.sockets.add(from);
      from.on('error', () => to.destroy()).pipe(to);
    }
  }
}
