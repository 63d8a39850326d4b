import type { FastifyRequest } from 'fastify';
import type { Caller } from '../auth/caller.js';

/** What the platform's hooks and guard put on a request before a handler sees it. */
export interface PlatformRequest extends FastifyRequest {
  correlationId: string;
  traceparent: string;
  /** Absent on public endpoints. */
  caller?: Caller;
  /** The clock's time when the request was admitted. */
  admittedAt: Date;
}
