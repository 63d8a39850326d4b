import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '#kernel';
import { Database, endpoint, LOGGER, type InputOf, type Tx } from '#platform';
import type { Logger } from 'pino';
import { z } from 'zod';
import { DEPARTMENTS_CONFIG, type DepartmentsConfig } from '../config.js';
import { refusalOf } from '../domain/errors.js';
import { refreshOutcome, type RefreshOutcome } from '../domain/session.js';
import {
  endSessionOf,
  insertRefreshToken,
  lockSessionOf,
  markTokenUsed,
  type FoundSession,
} from '../persistence/sessions.js';
import { SessionView } from '../queries/session.view.js';
import { AccessTokens } from '../security/access-tokens.js';
import { MACHINE_CLOCK } from '../security/machine-clock.js';
import { hashOfToken, newRefreshToken } from '../security/refresh-token.js';

export const RefreshTokenInput = z.strictObject({ refreshToken: z.string().min(1).max(200) });

export const refreshSession = endpoint({
  method: 'POST',
  path: '/api/departments/sessions/refresh',
  summary: '续期 — exchange a refresh token for new tokens; each works once',
  tag: 'sessions',
  body: RefreshTokenInput,
  response: SessionView,
  problems: ['SESSION.ENDED', 'SESSION.REFRESH_REUSED'],
  public: true,
});

/** The hashes of two refresh tokens, and when the new one takes the place of the presented one. */
interface Exchange {
  presented: Buffer;
  next: Buffer;
  machineNow: Date;
}

interface Rotation {
  outcome: RefreshOutcome;
  found: FoundSession | undefined;
}

@Injectable()
export class RefreshSession {
  constructor(
    private readonly database: Database,
    private readonly accessTokens: AccessTokens,
    @Inject(DEPARTMENTS_CONFIG) private readonly config: DepartmentsConfig,
    @Inject(MACHINE_CLOCK) private readonly machineClock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async execute({ body }: InputOf<typeof refreshSession>): Promise<SessionView> {
    const next = newRefreshToken();
    const machineNow = this.machineClock.now();
    const { outcome, found } = await this.database.transaction((tx) =>
      this.rotate(tx, { presented: hashOfToken(body.refreshToken), next: next.tokenHash, machineNow }),
    );
    // Refused only now: the end of a session whose token was used twice must be committed, not rolled back.
    if (outcome === 'REUSED') {
      this.logger.warn({ sessionId: found?.sessionId }, 'a refresh token was used twice and its session ended');
      throw refusalOf('SESSION.REFRESH_REUSED');
    }
    if (outcome === 'ENDED' || !found) throw refusalOf('SESSION.ENDED');
    const { account, sessionId, facts } = found;
    const access = await this.accessTokens.issue(account.accountId, sessionId, machineNow);
    const { refreshToken } = next;
    return { ...access, refreshToken, sessionEndsAt: facts.expiresAt.toISOString(), account };
  }

  private async rotate(tx: Tx, { presented, next, machineNow }: Exchange): Promise<Rotation> {
    const found = await lockSessionOf(tx, presented);
    const outcome = refreshOutcome(found?.facts, { machineNow, sampleAllowed: this.config.ALLOW_SAMPLE_ACCOUNTS });
    if (outcome === 'REUSED') await endSessionOf(tx, presented, machineNow);
    if (outcome === 'ROTATE' && found) {
      await markTokenUsed(tx, presented, machineNow);
      await insertRefreshToken(tx, found.sessionId, next);
    }
    return { outcome, found };
  }
}
