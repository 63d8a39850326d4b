/**
 * `transient`: passes by itself, so the batch is tried again for ever. `refused`: the same event will fail again, so it
 * is parked.
 */
export type FailureClass = 'transient' | 'refused';

/** A failure that says nothing about the event, whatever its cause looks like. */
export class TransientError extends Error {
  override readonly name = 'TransientError';
}

/** SQLSTATEs (or the first characters of their class) that say nothing about the event. */
const TRANSIENT_SQLSTATES = [
  '40001', // serialization failure
  '40P01', // deadlock
  '55P03', // lock not available
  '57P0', // administrator, crash or start of the server
  '08', // connection
  '53', // out of disk, memory or connections
  '25P03', // the server ended a transaction that was silent too long, e.g. of a process that stood still
  '25006', // read-only: a primary that has become a standby
] as const;

const TRANSIENT_SYSTEM_CODES = [
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
];

/** What `pg` throws, without a code, about a connection. */
const TRANSIENT_MESSAGES = [
  'Connection terminated',
  'connection error and is not queryable',
  'timeout exceeded when trying to connect',
  'timeout expired',
  'Query read timeout',
  'Client was closed',
  'Cannot use a pool after calling end',
];

/** Judges an error by what lies at its bottom: TypeORM and others wrap the driver's. */
export function failureClass(error: unknown): FailureClass {
  for (let at = error; at instanceof Error; at = at.cause ?? (at as { driverError?: unknown }).driverError) {
    if (at instanceof TransientError || isTransient(at)) return 'transient';
  }
  return 'refused';
}

function isTransient(error: Error & { code?: unknown }): boolean {
  const code = typeof error.code === 'string' ? error.code : '';
  return (
    TRANSIENT_SQLSTATES.some((start) => code.length === 5 && code.startsWith(start)) ||
    TRANSIENT_SYSTEM_CODES.includes(code) ||
    TRANSIENT_MESSAGES.some((message) => error.message.includes(message))
  );
}

/** What is stored and shown of an error. */
export function describeFailure(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? `${error.name} ${code}: ${error.message}` : `${error.name}: ${error.message}`;
}
