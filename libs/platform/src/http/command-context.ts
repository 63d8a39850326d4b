import { createHash } from 'node:crypto';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { DomainError } from '#kernel';
import type { Caller } from '../auth/caller.js';
import type { VerifiedToken } from '../auth/token-verifier.js';
import type { EndpointDeclaration } from './endpoint.js';
import { ENDPOINT } from './endpoint-key.js';
import type { PlatformRequest } from './request.js';

/** Who asks, when, and under which conditions. */
export interface CommandContext {
  caller: Caller;
  /** The clock's time: what rules and records use. */
  now: Date;
  /** The version that `If-Match` names, or null. */
  ifMatch: number | null;
  idempotencyKey: string | null;
  /** Tells whether a repeated key comes with the same request; two that differ in secret fields alone count as the same. */
  requestHash: string;
  correlationId: string;
  traceparent: string | null;
}

/** A request whose caller is still to be admitted (`Admission`): nothing may be told to him or done for him before. */
export interface ArrivingContext extends Omit<CommandContext, 'caller'> {
  token: VerifiedToken;
}

/** The context of the request; on a public endpoint `caller` is nobody and must not be used. */
export const Context = createParamDecorator((_: unknown, context: ExecutionContext): CommandContext => {
  const request = context.switchToHttp().getRequest<PlatformRequest>();
  return { caller: request.caller as Caller, ...conditionsOf(request, context) };
});

/** The context of a request to an endpoint that admits by its use case. */
export const Arriving = createParamDecorator((_: unknown, context: ExecutionContext): ArrivingContext => {
  const request = context.switchToHttp().getRequest<PlatformRequest>();
  return { token: request.token as VerifiedToken, ...conditionsOf(request, context) };
});

function conditionsOf(request: PlatformRequest, context: ExecutionContext): Omit<CommandContext, 'caller'> {
  const declaration = Reflect.getMetadata(ENDPOINT, context.getHandler()) as EndpointDeclaration | undefined;
  const key = header(request, 'idempotency-key');
  return {
    now: request.admittedAt,
    ifMatch: versionOf(header(request, 'if-match')),
    idempotencyKey: key === null ? null : checkedKey(key),
    requestHash: key === null ? '' : requestHashOf(request, declaration?.secretFields ?? []),
    correlationId: request.correlationId,
    traceparent: request.traceparent,
  };
}

/** @throws DomainError `VERSION.STALE` (412) when the caller has seen another version than `current`. */
export function requireVersion(context: Pick<CommandContext, 'ifMatch'>, current: number): void {
  if (context.ifMatch === null || context.ifMatch === current) return;
  throw new DomainError(
    'stale',
    'VERSION.STALE',
    `You saw version ${context.ifMatch}, now it is ${current}. Read it again, then decide.`,
  );
}

function header(request: PlatformRequest, name: string): string | null {
  const value = request.headers[name];
  return typeof value === 'string' ? value : null;
}

function versionOf(ifMatch: string | null): number | null {
  if (ifMatch === null || ifMatch === '*') return null;
  const version = /^"(\d{1,15})"$/.exec(ifMatch)?.[1];
  if (version === undefined) {
    throw invalidHeader('If-Match', 'must be the ETag of the last answer, e.g. "3"');
  }
  return Number(version);
}

function checkedKey(key: string): string {
  if (/^[\x21-\x7e]{1,200}$/.test(key)) return key;
  throw invalidHeader('Idempotency-Key', 'must be 1 to 200 printable ASCII characters without spaces');
}

function invalidHeader(name: string, message: string): DomainError {
  const errors = [{ pointer: `/header/${name}`, message }];
  return new DomainError('invalid', 'REQUEST.INVALID', `The header ${name} ${message}; nothing was changed.`, {
    errors,
  });
}

// The hash is fast and kept for days: with a secret in it, whoever reads the table could guess the secret at full speed.
// The price: a repeated key with another password is answered like the first request, not refused as another one.
function requestHashOf({ method, url, body }: PlatformRequest, secretFields: readonly string[]): string {
  const withoutSecrets = (field: string, value: unknown) => (secretFields.includes(field) ? 'secret' : value);
  const hash = createHash('sha256').update(`${method} ${url}\n`);
  return hash.update(Buffer.isBuffer(body) ? body : JSON.stringify(body ?? null, withoutSecrets)).digest('base64url');
}
