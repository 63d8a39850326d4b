import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { DomainError } from '#kernel';
import type { EdgeConfig } from './edge-environment.js';
import { OWN_REQUEST } from './local-services.js';

const SIGN_IN = '/api/departments/sessions';

/** Limits per address: a general one, and a lower one for sign-ins, which are slow on purpose. */
export async function addRateLimits(fastify: FastifyInstance, config: EdgeConfig): Promise<void> {
  await fastify.register(rateLimit, {
    timeWindow: 60_000,
    keyGenerator: (request) => `${isSignIn(request) ? 'sign-in' : 'general'} ${request.ip}`,
    max: (request) => (isSignIn(request) ? config.SIGN_IN_LIMIT_PER_MINUTE : config.RATE_LIMIT_PER_MINUTE),
    allowList: (request) => request.headers[OWN_REQUEST.name] === OWN_REQUEST.value,
    errorResponseBuilder: (_, { after }) =>
      new DomainError('too-many', 'REQUEST.TOO_MANY', `Too many requests from this address. Try again in ${after}.`),
  });
}

function isSignIn(request: FastifyRequest): boolean {
  return request.method === 'POST' && pathOf(request) === SIGN_IN;
}

/** What the request means rather than how it is spelled: an escape such as `%73` must not lead around the lower limit. */
function pathOf(request: FastifyRequest): string {
  const route = request.routeOptions.url;
  if (route !== undefined && !route.includes('*')) return route;
  const [path = ''] = request.url.split('?', 1); // the gateway's proxy has one route for all of a service
  return decoded(path).replace(/\/$/, '');
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path; // no proper escape: no service has such a path
  }
}
