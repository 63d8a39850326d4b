import { STATUS_CODES } from 'node:http';
import { HttpException } from '@nestjs/common';
import type { Problem } from '#contracts';
import { DomainError, type Refusal } from '#kernel';
import { failureClass } from '#messaging';

/** HTTP status of each kind of refusal. */
export const PROBLEM_STATUS = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  stale: 412,
  'too-many': 429,
} as const satisfies Record<Refusal, number>;

/** Refusals by the HTTP layer itself, before any use case. */
const EDGE_CODES: Record<number, { code: string; detail: string }> = {
  400: {
    code: 'REQUEST.MALFORMED',
    detail: 'The request could not be read: it is not valid JSON or not valid HTTP. Nothing was changed.',
  },
  404: { code: 'ROUTE.NOT_FOUND', detail: 'There is no such address. The addresses are listed at /api/docs.' },
  405: { code: 'ROUTE.METHOD_NOT_ALLOWED', detail: 'This address does not take that method.' },
  408: { code: 'REQUEST.TIMEOUT', detail: 'The request did not arrive in time. Nothing was changed; send it again.' },
  413: {
    code: 'REQUEST.TOO_LARGE',
    detail:
      'The body is larger than 4 MB, or a file than 20 MB. Nothing was changed; send it in parts, e.g. the tasks of a plan after the plan.',
  },
  415: {
    code: 'REQUEST.MEDIA_TYPE',
    detail: 'Send a file as application/octet-stream where one is taken, and everything else as application/json.',
  },
  429: { code: 'REQUEST.TOO_MANY', detail: 'Too many requests. Wait as long as Retry-After says.' },
};

const UNEXPECTED = {
  code: 'INTERNAL',
  detail:
    'Something unexpected happened and was recorded. Nothing was half done; trying again is safe with the same Idempotency-Key.',
};
const UNAVAILABLE = {
  code: 'SERVICE.UNAVAILABLE',
  detail:
    'The database does not answer at the moment. Nothing is half done; repeat it shortly with the same Idempotency-Key, or look first whether it was done.',
};

const STATEMENT_TIMEOUT = '57014';

type ProblemBody = Omit<Problem, 'instance' | 'traceId'>;

/** The problem details that answer `error`. Unknown errors become 500 without a word about their inside. */
export function problemOf(error: unknown): ProblemBody {
  if (error instanceof DomainError) {
    return problem(PROBLEM_STATUS[error.refusal], error.code, error.message, error.details);
  }
  const status = statusOf(error);
  const edge = EDGE_CODES[status];
  if (edge) return problem(status, edge.code, edge.detail);
  if (status >= 400 && status < 500) return problem(status, 'REQUEST.REFUSED', (error as Error).message);
  if (mayPass(error)) return problem(503, UNAVAILABLE.code, UNAVAILABLE.detail);
  return problem(500, UNEXPECTED.code, UNEXPECTED.detail);
}

/** A statement that took too long is held against the event that caused it, but not against a request. */
function mayPass(error: unknown): boolean {
  return failureClass(error) === 'transient' || (error as { code?: unknown }).code === STATEMENT_TIMEOUT;
}

function statusOf(error: unknown): number {
  if (error instanceof HttpException) return error.getStatus();
  const { statusCode } = error as { statusCode?: unknown };
  return typeof statusCode === 'number' ? statusCode : 500;
}

function problem(status: number, code: string, detail: string, details: DomainError['details'] = {}): ProblemBody {
  return {
    type: `/problems/${code}`,
    title: STATUS_CODES[status] ?? 'Error',
    status,
    detail,
    code,
    ...(details.state !== undefined && { state: details.state }),
    ...(details.allowedActions && { allowedActions: [...details.allowedActions] }),
    ...(details.errors && { errors: [...details.errors] }),
  };
}
