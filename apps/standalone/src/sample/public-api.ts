import { setTimeout as pause } from 'node:timers/promises';
import type { Problem } from '#contracts';
import { newId } from '#kernel';

/** An answer that was not a success, with what the product said about it. */
export class ApiRefusal extends Error {
  override readonly name = 'ApiRefusal';

  constructor(
    request: string,
    readonly status: number,
    readonly code: string,
    detail: string,
  ) {
    super(`${request} was answered ${status} ${code}: ${detail}`);
  }
}

/** A request as it leaves, and the answer to it. */
export type Exchange = (
  url: URL,
  request: { method: 'GET' | 'POST' | 'PUT'; headers: Record<string, string>; body?: string },
) => Promise<{ status: number; body: string }>;

const overTheNetwork: Exchange = async (url, request) => {
  const response = await fetch(url, request);
  return { status: response.status, body: await response.text() };
};

interface Page<T> {
  items: T[];
  next?: string;
}

/** "Not at the moment": a machine that starts everything at once may need a while for its database. */
const NOT_NOW = 503;
const ATTEMPTS = 40;
const PAUSE_MS = 250;

/** The HTTP API as one caller uses it. The sample and the demonstration reach the product in no other way. */
export class PublicApi {
  private constructor(
    readonly origin: string,
    /** Access token of whoever is signed in; null for nobody. */
    readonly token: string | null,
    private readonly exchange: Exchange,
  ) {}

  /**
   * @param origin e.g. `http://127.0.0.1:3000`
   * @param token of somebody who signed in before
   * @param exchange how requests get there
   */
  static at(origin: string, token: string | null = null, exchange: Exchange = overTheNetwork): PublicApi {
    return new PublicApi(origin, token, exchange);
  }

  /** @throws ApiRefusal when user name or password is wrong */
  async signIn(username: string, password: string): Promise<PublicApi> {
    const session = await this.post<{ accessToken: string }>('/api/departments/sessions', { username, password });
    return new PublicApi(this.origin, session.accessToken, this.exchange);
  }

  /** The access token of whoever is signed in. */
  get accessToken(): string | null {
    return this.token;
  }

  get<T>(path: string): Promise<T> {
    return this.send<T>('GET', path);
  }

  /** Every row of a list, page by page. */
  async list<T>(path: string): Promise<T[]> {
    const rows: T[] = [];
    for (let cursor: string | undefined = ''; cursor !== undefined;) {
      const address = new URL(path, this.origin);
      address.searchParams.set('limit', '200');
      if (cursor) address.searchParams.set('cursor', cursor);
      const page: Page<T> = await this.get<Page<T>>(`${address.pathname}${address.search}`);
      rows.push(...page.items);
      cursor = page.next;
    }
    return rows;
  }

  post<T>(path: string, body?: unknown): Promise<T> {
    return this.send<T>('POST', path, body);
  }

  put<T>(path: string, body?: unknown): Promise<T> {
    return this.send<T>('PUT', path, body);
  }

  private async send<T>(method: 'GET' | 'POST' | 'PUT', path: string, content?: unknown): Promise<T> {
    const request = {
      method,
      headers: {
        ...(this.token !== null && { authorization: `Bearer ${this.token}` }),
        ...(this.token !== null && method !== 'GET' && { 'idempotency-key': newId() }), // so that it may be asked again
        ...(content !== undefined && { 'content-type': 'application/json' }),
      },
      ...(content !== undefined && { body: JSON.stringify(content) }),
    };
    for (let attempt = 1; ; attempt++) {
      const { status, body } = await this.exchange(new URL(path, this.origin), request);
      if (status >= 200 && status < 300) return (body === '' ? undefined : JSON.parse(body)) as T;
      if (status !== NOT_NOW || attempt === ATTEMPTS) throw refusalOf(`${method} ${path}`, status, body);
      await pause(PAUSE_MS);
    }
  }
}

function refusalOf(request: string, status: number, text: string): ApiRefusal {
  try {
    const { code, detail, errors = [] } = JSON.parse(text) as Problem;
    const fields = errors.map(({ pointer, message }) => ` ${pointer} ${message};`).join('');
    return new ApiRefusal(request, status, code, `${detail}${fields}`);
  } catch {
    return new ApiRefusal(request, status, 'UNREADABLE', text.slice(0, 200)); // not from the product: a proxy, a crash
  }
}
