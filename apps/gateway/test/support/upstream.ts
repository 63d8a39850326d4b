import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';

type Handler = (request: FastifyRequest, reply: FastifyReply) => unknown;

/** A real HTTP service behind the gateway, whose answers the test decides. */
export class Upstream {
  /** Every request that arrived, in order. */
  readonly seen: FastifyRequest[] = [];
  private readonly handlers = new Map<string, Handler>();

  private constructor(
    private readonly server: FastifyInstance,
    readonly url: string,
  ) {}

  static async start(): Promise<Upstream> {
    const server = fastify({ bodyLimit: 64 * 1024 * 1024, forceCloseConnections: true });
    server.removeAllContentTypeParsers();
    server.addContentTypeParser('*', { parseAs: 'string' }, (_, body, done) => done(null, body));
    // Assigned below: Fastify takes routes only before it listens, tests decide about answers afterwards.
    const holder: { upstream?: Upstream } = {};
    server.all('/*', (request, reply) => holder.upstream?.answer(request, reply));
    const url = await server.listen({ port: 0, host: '127.0.0.1' });
    holder.upstream = new Upstream(server, url);
    return holder.upstream;
  }

  /** Answers `METHOD /path` with what `handler` returns. */
  on(route: string, handler: Handler): void {
    this.handlers.set(route, handler);
  }

  stop(): Promise<void> {
    return this.server.close();
  }

  private answer(request: FastifyRequest, reply: FastifyReply): unknown {
    this.seen.push(request);
    const handler = this.handlers.get(`${request.method} ${request.url.split('?', 1)[0]}`);
    return handler ? handler(request, reply) : reply.status(404).send({ code: 'TEST.NOT_FOUND' });
  }
}
