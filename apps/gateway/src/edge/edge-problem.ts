import { STATUS_CODES } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Problem } from '#contracts';
import type { PlatformRequest } from '#platform';

type ProblemBody = Omit<Problem, 'instance' | 'traceId'>;

/** Refusals that only the edge knows, by code. */
export const EDGE_ERRORS = {
  'SERVICE.UNREACHABLE': {
    status: 502,
    detail: 'does not answer at the moment. What was stored is safe; try again shortly with the same Idempotency-Key.',
  },
  'SERVICE.TIMEOUT': {
    status: 504,
    detail:
      'took too long to answer. It may still finish: look before you try again, or repeat with the same Idempotency-Key.',
  },
  'DEMO.NOT_SETTLED': {
    status: 504,
    detail: 'did not come to rest in time. The clock has moved: look at /api/<service>/settled, then go on.',
  },
} as const satisfies Record<string, { status: number; detail: string }>;

export type EdgeErrorCode = keyof typeof EDGE_ERRORS;

/** The refusal of `code`; `subject` (services, by name) begins its sentence. */
export function edgeProblem(code: EdgeErrorCode, subject: string): ProblemBody {
  const { status, detail } = EDGE_ERRORS[code];
  return {
    type: `/problems/${code}`,
    title: STATUS_CODES[status] ?? 'Error',
    status,
    code,
    detail: `${subject} ${detail}`,
  };
}

/** Answers with problem details (RFC 9457). */
export function sendProblem(request: FastifyRequest, reply: FastifyReply, problem: ProblemBody): FastifyReply {
  const traceId = (request as PlatformRequest).traceparent?.split('-')[1];
  return reply
    .status(problem.status)
    .type('application/problem+json; charset=utf-8')
    .send({ ...problem, instance: request.url, ...(traceId && { traceId }) });
}
