import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '#kernel';
import { Database, endpoint, type InputOf } from '#platform';
import { z } from 'zod';
import { endSessionOf } from '../persistence/sessions.js';
import { MACHINE_CLOCK } from '../security/machine-clock.js';
import { hashOfToken } from '../security/refresh-token.js';
import { RefreshTokenInput } from './refresh-session.js';

export const signOut = endpoint({
  method: 'POST',
  path: '/api/departments/sessions/sign-out',
  summary: '退出 — end the session of this refresh token; its access token lasts a few minutes more',
  tag: 'sessions',
  body: RefreshTokenInput,
  response: z.undefined(),
  status: 204,
  // Whoever holds the refresh token may end its session, also after the access token has expired.
  public: true,
});

@Injectable()
export class SignOut {
  constructor(
    private readonly database: Database,
    @Inject(MACHINE_CLOCK) private readonly machineClock: Clock,
  ) {}

  /** Says nothing about whether the token was valid. */
  async execute({ body }: InputOf<typeof signOut>): Promise<void> {
    await endSessionOf(this.database, hashOfToken(body.refreshToken), this.machineClock.now());
  }
}
