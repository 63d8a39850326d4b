import { setTimeout as pause } from 'node:timers/promises';
import type { Acknowledged, Command, Refused, Unanswered } from '../ledger/entries.js';
import type { Answer, Ask, HttpClient } from './http-client.js';

const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 1_000;

/** What a person was told in the end. */
export type Outcome = Acknowledged | Refused | Unanswered;

/** Answers that say "ask again": too many requests, or too many writers at the same moment. */
const ASK_AGAIN = new Set(['TASK.BUSY', 'REQUEST.TOO_MANY']);

/** A signed-in user. He asks again, with the same key, until he knows. */
export class Person {
  private token: string | undefined;
  accountId = '';
  unitId = '';

  constructor(
    private readonly client: HttpClient,
    readonly username: string,
    private readonly password: string,
  ) {}

  /** @throws Error when the product refuses the sign-in, or does not answer until `deadline` */
  async signIn(deadline: number): Promise<void> {
    const body = { username: this.username, password: this.password };
    const answer = await this.answered({ method: 'POST', path: '/api/departments/sessions', body }, deadline);
    if (answer.kind === 'unknown' || typeof answer.body.accessToken !== 'string') {
      throw new Error(`${this.username} cannot sign in: ${describe(answer)}`);
    }
    this.token = answer.body.accessToken;
    if (this.accountId === '') await this.learnWhoIAm(deadline);
  }

  /** @throws Error when what was asked for cannot be read until `deadline` */
  async read(path: string, deadline: number): Promise<Readonly<Record<string, unknown>>> {
    const answer = await this.asked({ method: 'GET', path }, deadline);
    if (answer.kind === 'answered' && answer.status < 300) return answer.body;
    throw new Error(`${this.username} cannot read ${path}: ${describe(answer)}`);
  }

  /** Reads all pages of a list. @throws Error when one cannot be read until `deadline` */
  async readAll<T>(path: string, deadline: number): Promise<T[]> {
    const rows: T[] = [];
    const first = `${path}${path.includes('?') ? '&' : '?'}limit=200`;
    for (let cursor = ''; ;) {
      const page = await this.read(`${first}${cursor && `&cursor=${encodeURIComponent(cursor)}`}`, deadline);
      rows.push(...(page.items as T[]));
      if (typeof page.next !== 'string') return rows;
      cursor = page.next;
    }
  }

  /** Asks without a key or a ledger: for what an operator does to the product itself. */
  async operate(path: string, body: unknown, deadline: number): Promise<Answer> {
    return this.asked({ method: 'POST', path, body }, deadline);
  }

  /** Sends a command until it is answered, at most until `deadline`. */
  async command(command: Command, deadline: number): Promise<Outcome> {
    let unknown = 0;
    let why = '';
    for (let attempts = 1; ; attempts++) {
      const answer = await this.once(command);
      if (answer.kind === 'unknown') {
        unknown++;
        why = answer.why;
      } else if (answer.status < 300) {
        return { kind: 'acknowledged', command, attempts, answer: answer.body };
      } else if (answer.status === 401) {
        await this.signIn(deadline).catch((error: Error) => (why = error.message));
      } else if (!asksAgain(answer)) {
        const code = String(answer.body.code);
        return { kind: 'refused', command, attempts, unknown, status: answer.status, code };
      }
      if (Date.now() > deadline) return { kind: 'unanswered', command, attempts, why };
      await pause(pauseAfter(attempts));
    }
  }

  private once({ method, path, body, key, trace }: Command): Promise<Answer> {
    return this.client.ask({ method, path, body, key, trace, token: this.token });
  }

  private async asked(ask: Ask, deadline: number): Promise<Answer> {
    const answer = await this.answered({ ...ask, token: this.token }, deadline);
    if (answer.kind === 'unknown' || answer.status !== 401) return answer;
    await this.signIn(deadline);
    return this.answered({ ...ask, token: this.token }, deadline);
  }

  private async answered(ask: Ask, deadline: number): Promise<Answer> {
    for (let attempts = 1; ; attempts++) {
      const answer = await this.client.ask(ask);
      const known = answer.kind === 'answered' && !asksAgain(answer);
      if (known || Date.now() > deadline) return answer;
      await pause(pauseAfter(attempts));
    }
  }

  private async learnWhoIAm(deadline: number): Promise<void> {
    const me = await this.read('/api/departments/me', deadline);
    const account = me.account as Record<string, unknown>;
    this.accountId = String(account.accountId);
    this.unitId = String(account.unitId);
  }
}

function asksAgain(answer: Extract<Answer, { kind: 'answered' }>): boolean {
  return answer.status === 429 || ASK_AGAIN.has(String(answer.body.code));
}

function pauseAfter(attempts: number): number {
  return Math.min(FIRST_PAUSE_MS * 2 ** Math.min(attempts - 1, 6), LONGEST_PAUSE_MS);
}

function describe(answer: Answer): string {
  if (answer.kind === 'unknown') return answer.why;
  return `${answer.status} ${String(answer.body.code)}: ${String(answer.body.detail)}`;
}
