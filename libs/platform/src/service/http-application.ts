import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import type { INestApplicationContext } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { Health } from '../health/health.js';
import { problemOf } from '../http/problem.js';
import { ProblemFilter } from '../http/problem.filter.js';
import { ReplyInterceptor } from '../http/reply.interceptor.js';
import type { PlatformRequest } from '../http/request.js';
import { newId } from '#kernel';
import { currentTrace } from '../logging/logger.js';
import { traceparentFrom } from '../logging/trace.js';
import type { Metrics } from '../metrics/metrics.js';
import { HttpConnections } from './http-connections.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The route takes a file: see `EndpointDeclaration`. */
    file?: { mostBytes: number };
  }
}

/** Largest body, in bytes: a plan of a thousand tasks, with room. Anybody can make us parse as much before he is asked who he is. */
const BODY_LIMIT = 4 * 1024 * 1024;
/** A client that has not sent its whole request by then is given up. */
const REQUEST_TIMEOUT = 15_000;
/** Milliseconds; Node otherwise looks every 30 s and lets a slow body occupy a connection three times as long. */
const LOOK_FOR_LATE_REQUESTS = 2_000;
/** Beyond what Node takes as a request's head: an over-long id is then a wrong field like any other, not the router's own 414. */
const LONGEST_PARAMETER = 64 * 1024;
const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';
const CORRELATION_ID = /^[\w.:-]{1,100}$/;

/** Nest would take forms beside JSON, and the API document names JSON alone. Fastify reads JSON by itself. */
export const HTTP_OPTIONS = { bodyParser: false } as const;

const connectionsOf = new WeakMap<Server, HttpConnections>();

/** The HTTP side of a process. */
export function httpAdapter(): FastifyAdapter {
  return new FastifyAdapter({
    bodyLimit: BODY_LIMIT,
    requestTimeout: REQUEST_TIMEOUT,
    // Node gives a body no less time than the headers may take, 60 s by default.
    http: { connectionsCheckingInterval: LOOK_FOR_LATE_REQUESTS, headersTimeout: REQUEST_TIMEOUT },
    connectionTimeout: 0,
    keepAliveTimeout: 72_000,
    forceCloseConnections: 'idle',
    routerOptions: { ignoreTrailingSlash: false, maxParamLength: LONGEST_PARAMETER },
    return503OnClosing: true,
    clientErrorHandler,
    frameworkErrors: answerUnroutable,
  });
}

/** Installs what every endpoint shares: trace ids, problem answers, health, metrics. */
export function setUpHttp(
  app: NestFastifyApplication,
  parts: { logger: Logger; health: Health; metrics: Metrics },
): void {
  const fastify = app.getHttpAdapter().getInstance();
  connectionsOf.set(fastify.server, new HttpConnections(fastify.server));
  fastify.removeContentTypeParser('text/plain');
  takeFiles(fastify);
  app.useGlobalFilters(new ProblemFilter(parts.logger));
  app.useGlobalInterceptors(new ReplyInterceptor());
  traceRequests(fastify);
  countRequests(fastify, parts.metrics);
  fastify.get('/health/live', () => ({ status: 'live' }));
  fastify.get('/health/ready', async (_, reply) => answerReadiness(parts.health, reply));
  fastify.get('/metrics', async (_, reply) =>
    reply.type(parts.metrics.contentType).send(await parts.metrics.exposition()),
  );
}

/** A file is taken where an endpoint declares one, up to its own limit; everywhere else it is no known media type. */
function takeFiles(fastify: FastifyInstance): void {
  fastify.addHook('onRoute', (route) => {
    const most = route.config?.file?.mostBytes;
    if (most !== undefined) route.bodyLimit = most;
  });
  fastify.addContentTypeParser('application/octet-stream', { parseAs: 'buffer' }, (request, body, done) => {
    if (request.routeOptions.config.file) done(null, body);
    else done(Object.assign(new Error('No file is taken here.'), { statusCode: 415 }));
  });
}

function traceRequests(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (raw, reply, done) => {
    const request = raw as PlatformRequest;
    const given = request.headers['x-correlation-id'];
    request.correlationId = typeof given === 'string' && CORRELATION_ID.test(given) ? given : newId();
    request.traceparent = traceparentFrom(request.headers.traceparent as string | undefined);
    void reply.header('x-correlation-id', request.correlationId).header('traceparent', request.traceparent);
    currentTrace.run(request, done);
  });
}

function countRequests(fastify: FastifyInstance, metrics: Metrics): void {
  fastify.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'unknown'; // never the raw address: each id would be a series of its own
    metrics.http.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000);
    done();
  });
}

async function answerReadiness(health: Health, reply: FastifyReply): Promise<void> {
  const readiness = await health.readiness();
  await reply
    .status(readiness.ready ? 200 : 503)
    .send({ status: readiness.ready ? 'ready' : 'not ready', checks: readiness.checks });
}

/** An address that cannot be decoded never reaches a route, nor the filter that answers for routes. */
function answerUnroutable(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  const problem = problemOf(error);
  void reply
    .status(problem.status)
    .type(PROBLEM_TYPE)
    .send({ ...problem, instance: request.url });
}

/** How a broken request is answered, by Node's code of what broke it. */
const BROKEN_REQUESTS: Readonly<Record<string, readonly [status: number, reason: string]>> = {
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'Request Timeout'],
  HPE_HEADER_OVERFLOW: [431, 'Request Header Fields Too Large'],
};

/** What never became a request: broken HTTP, or a body that did not arrive in time. */
function clientErrorHandler(error: FastifyError, socket: Socket): void {
  if (!socket.writable || error.code === 'ECONNRESET') return void socket.destroy();
  const [status, reason] = BROKEN_REQUESTS[error.code] ?? [400, 'Bad Request'];
  const body = JSON.stringify({ ...problemOf(Object.assign(error, { statusCode: status })), instance: '/' });
  const head = [
    `HTTP/1.1 ${status} ${reason}`,
    `content-type: ${PROBLEM_TYPE}`,
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}

/** Stops taking requests and waits for those under way. */
export async function closeHttp(app: INestApplicationContext & { getHttpServer?(): Server }): Promise<void> {
  const server = app.getHttpServer?.();
  if (server?.listening) await connectionsOf.get(server)?.end();
}
