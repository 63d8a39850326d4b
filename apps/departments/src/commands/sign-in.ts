import { Inject, Injectable } from '@nestjs/common';
import { text } from '#contracts';
import { newId, type Clock } from '#kernel';
import { Database, endpoint, type InputOf, type Tx } from '#platform';
import { z } from 'zod';
import { DEPARTMENTS_CONFIG, type DepartmentsConfig } from '../config.js';
import { refusalOf } from '../domain/errors.js';
import { findCredentials, holdCredentials, type Credentials } from '../persistence/accounts.js';
import { insertRefreshToken, insertSession } from '../persistence/sessions.js';
import { SessionView } from '../queries/session.view.js';
import { AccessTokens } from '../security/access-tokens.js';
import { GuardedAttempts } from '../security/guarded-attempts.js';
import { MACHINE_CLOCK } from '../security/machine-clock.js';
import { newRefreshToken } from '../security/refresh-token.js';
import { PasswordInput } from './account-fields.js';

export const signIn = endpoint({
  method: 'POST',
  path: '/api/departments/sessions',
  summary: '登录 — sign in',
  tag: 'sessions',
  // Any name is taken here: one that could not exist is refused like one that does not.
  body: z.strictObject({ username: text(200).toLowerCase(), password: PasswordInput }),
  secretFields: ['password'],
  response: SessionView,
  status: 201,
  problems: ['SESSION.REFUSED', 'SESSION.LOCKED'],
  public: true,
});

@Injectable()
export class SignIn {
  constructor(
    private readonly database: Database,
    private readonly attempts: GuardedAttempts,
    private readonly accessTokens: AccessTokens,
    @Inject(DEPARTMENTS_CONFIG) private readonly config: DepartmentsConfig,
    @Inject(MACHINE_CLOCK) private readonly machineClock: Clock,
  ) {}

  async execute({ body }: InputOf<typeof signIn>): Promise<SessionView> {
    // Before the credentials are read: whatever they open, a later change or revocation is newer and ends it.
    const startedAt = this.machineClock.now();
    const known = await findCredentials(this.database, { username: body.username });
    const right = await this.attempts.check(body.username, known?.passwordHash, body.password);
    if (!right || !known || !this.mayEnter(known.account)) throw refusalOf('SESSION.REFUSED');
    const session = this.newSession(known.account.accountId, startedAt);
    const { refreshToken, tokenHash } = newRefreshToken();
    // No idempotency key: a stored answer would keep tokens in the clear.
    const { account } = await this.database.transaction(async (tx) => {
      const held = await this.holdOpened(tx, known, startedAt);
      await insertSession(tx, session);
      await insertRefreshToken(tx, session.sessionId, tokenHash);
      return held;
    });
    const access = await this.accessTokens.issue(session.accountId, session.sessionId, startedAt);
    return { ...access, refreshToken, sessionEndsAt: session.expiresAt.toISOString(), account };
  }

  /** What the password opened, if it still does. A change under way is waited for, a later one waits for the session. */
  private async holdOpened(tx: Tx, known: Credentials, startedAt: Date): Promise<Credentials> {
    const held = await holdCredentials(tx, known.account.accountId);
    if (held?.passwordHash !== known.passwordHash || !this.mayEnter(held.account)) throw refusalOf('SESSION.REFUSED');
    if (startedAt < new Date(held.account.tokensValidFrom)) throw refusalOf('SESSION.REFUSED'); // it would be dead at once
    return held;
  }

  private mayEnter(account: { disabled: boolean; sample: boolean }): boolean {
    return !account.disabled && (!account.sample || this.config.ALLOW_SAMPLE_ACCOUNTS);
  }

  private newSession(accountId: string, startedAt: Date) {
    const expiresAt = new Date(startedAt.getTime() + this.config.SESSION_HOURS * 3_600_000);
    return { sessionId: newId(), accountId, startedAt, expiresAt };
  }
}
