import { randomBytes } from 'node:crypto';

const TRACEPARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;

/** The W3C `traceparent` of work done for `incoming`: the same trace with a span of its own, or a new trace. */
export function traceparentFrom(incoming: string | undefined): string {
  const trace = TRACEPARENT.exec(incoming ?? '')?.[1] ?? randomBytes(16).toString('hex');
  return `00-${trace}-${randomBytes(8).toString('hex')}-01`;
}
