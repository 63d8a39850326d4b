import { Agent, request } from 'node:http';

/** What came back, or why nothing did. */
export type Answer =
  { kind: 'answered'; status: number; body: Readonly<Record<string, unknown>> } | { kind: 'unknown'; why: string };

export interface Ask {
  method: 'GET' | 'POST' | 'PUT';
  path: string;
  token?: string;
  body?: unknown;
  key?: string;
  trace?: string;
}

const PATIENCE_MS = 10_000;

/** One connection of a person to the product. An answer that did not come whole is unknown, never assumed. */
export class HttpClient {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 4 });

  constructor(private readonly origin: string) {}

  close(): void {
    this.agent.destroy();
  }

  ask({ method, path, token, body, key, trace }: Ask): Promise<Answer> {
    const text = body === undefined ? undefined : JSON.stringify(body);
    const headers = {
      ...(token && { authorization: `Bearer ${token}` }),
      ...(text !== undefined && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
      ...(key && { 'idempotency-key': key }),
      ...(trace && { traceparent: `00-${trace}-00f067aa0ba902b7-01` }),
    };
    return new Promise((resolve) => {
      const unknown = (why: string) => resolve({ kind: 'unknown', why });
      const sent = request(
        new URL(path, this.origin),
        { agent: this.agent, method, headers, timeout: PATIENCE_MS },
        (answer) => {
          const chunks: Buffer[] = [];
          answer.on('data', (chunk: Buffer) => chunks.push(chunk));
          answer.on('error', (error) => unknown(error.message));
          answer.on('close', () => answer.complete || unknown('the answer broke off'));
          answer.on('end', () => resolve(readAnswer(answer.statusCode ?? 0, Buffer.concat(chunks).toString())));
        },
      );
      sent.on('timeout', () => sent.destroy(new Error(`no answer within ${PATIENCE_MS / 1000} s`)));
      sent.on('error', (error) => unknown(error.message));
      sent.end(text);
    });
  }
}

/** A server's failure says nothing about what it has done; neither does an answer that cannot be read. */
export function readAnswer(status: number, text: string): Answer {
  if (status >= 500 || status === 0) return { kind: 'unknown', why: `status ${status}: ${text.slice(0, 300)}` };
  try {
    const body = (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>;
    return { kind: 'answered', status, body };
  } catch {
    return { kind: 'unknown', why: `status ${status}, not readable: ${text.slice(0, 100)}` };
  }
}
