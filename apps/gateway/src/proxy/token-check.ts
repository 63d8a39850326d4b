import type { FastifyRequest } from 'fastify';
import { DomainError } from '#kernel';
import type { TokenVerifier } from '#platform';
import { isPublic } from './public-routes.js';

/**
 * Refuses a request without a valid token before its body is read. Revocation and roles are looked at by the service,
 * which knows the account; here only the signature and the time count.
 */
export async function assertSigned(verifier: TokenVerifier, request: FastifyRequest): Promise<void> {
  if (isPublic(request.method, request.url)) return;
  const token = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (token === undefined) {
    throw new DomainError(
      'unauthenticated',
      'AUTH.REQUIRED',
      'Sign in first: send Authorization: Bearer <access token>.',
    );
  }
  await verifier.verify(token);
}
