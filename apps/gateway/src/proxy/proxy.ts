import { Readable } from 'node:stream';
import httpProxy from '@fastify/http-proxy';
import type { FastifyBodyParser, FastifyError, FastifyInstance, FastifyReply } from 'fastify';
import { MOST_FILE_BYTES } from '#contracts';
import { problemOf, ServiceName, type PlatformRequest, type TokenVerifier } from '#platform';
import { edgeProblem, sendProblem, type EdgeErrorCode } from '../edge/edge-problem.js';
import type { Upstreams } from './remote-services.js';
import { assertSigned } from './token-check.js';

export interface ProxyOptions {
  upstreams: Upstreams;
  verifier: TokenVerifier;
  timeoutSeconds: number;
}

/** Where files, sent as `application/octet-stream`, may be larger than what every other request may be. */
const FILES: Partial<Record<ServiceName, { prefix: string; mostBytes: number }>> = {
  tasks: { prefix: '/api/tasks/drafts', mostBytes: MOST_FILE_BYTES },
};

const TIMEOUTS = new Set(['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT', 'FST_REPLY_FROM_GATEWAY_TIMEOUT']);

/** Sends `/api/<service>/…` on to each service. */
export async function addProxy(fastify: FastifyInstance, options: ProxyOptions): Promise<void> {
  for (const service of ServiceName.options) {
    await fastify.register((scope) => proxyTo(scope, service, { prefix: `/api/${service}` }, options));
    const files = FILES[service];
    if (files) await fastify.register((scope) => proxyTo(scope, service, files, options));
  }
}

async function proxyTo(
  scope: FastifyInstance,
  service: ServiceName,
  { prefix, mostBytes }: { prefix: string; mostBytes?: number },
  options: ProxyOptions,
): Promise<void> {
  const { upstreams, verifier, timeoutSeconds } = options;
  readWholeBodies(scope, mostBytes);
  scope.setErrorHandler((error: FastifyError, request, reply) => sendProblem(request, reply, problemOf(error)));
  scope.addHook('onRequest', (request) => assertSigned(verifier, request));
  await scope.register(httpProxy, {
    upstream: upstreams[service],
    prefix,
    rewritePrefix: prefix,
    proxyPayloads: false,
    disableRequestLogging: true,
    undici: { connections: 64, headersTimeout: timeoutSeconds * 1000, bodyTimeout: timeoutSeconds * 1000 },
    replyOptions: {
      retriesCount: 1, // a kept connection that the service closed meanwhile; only requests without a body
      rewriteRequestHeaders: (request, headers) => ({ ...headers, ...traceOf(request) }),
      onError: (reply, { error }) => answerFailure(service, reply as unknown as FastifyReply, error),
    },
  });
}

/** Bodies are read here to their end and limit: a slow or endless one occupies the gateway and never a service. */
function readWholeBodies(scope: FastifyInstance, mostBytes?: number): void {
  scope.removeAllContentTypeParsers();
  const pass: FastifyBodyParser<Buffer> = (_, body, done) => done(null, Readable.from([body]));
  scope.addContentTypeParser('*', { parseAs: 'buffer' }, pass);
  if (mostBytes === undefined) return;
  scope.addContentTypeParser('application/octet-stream', { parseAs: 'buffer', bodyLimit: mostBytes }, pass);
}

/** One trace through the edge and the service. */
function traceOf(request: unknown): Record<string, string> {
  const { correlationId, traceparent } = request as PlatformRequest;
  return { 'x-correlation-id': correlationId, traceparent };
}

function answerFailure(service: ServiceName, reply: FastifyReply, error: Error): void {
  const code: EdgeErrorCode = TIMEOUTS.has(codeOf(error) ?? '') ? 'SERVICE.TIMEOUT' : 'SERVICE.UNREACHABLE';
  void sendProblem(reply.request, reply, edgeProblem(code, service));
}

function codeOf(error: Error): string | undefined {
  const { code, cause } = error as { code?: string; cause?: { code?: string } };
  return cause?.code ?? code;
}
