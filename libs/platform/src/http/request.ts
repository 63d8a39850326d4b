import type { FastifyRequest } from 'fastify';
import type { Caller } from '../auth/caller.js';
import type { VerifiedToken } from '../auth/token-verifier.js';

/** What the platform's hooks and guard put on a request before a handler sees it. */
export interface PlatformRequest extends FastifyRequest {
  correlationId: string;
  traceparent: string;
  /** Absent on public endpoints. */
  token?: VerifiedToken;
  /** Absent on public endpoints and where the use case admits. */
  caller?: Caller;
  /** The clock's time when the request was admitted. */
  admittedAt: Date;
}
