import { Instant } from '#contracts';
import { z } from 'zod';
import { AccountView } from './account.view.js';

/** What a sign-in gives. Each refresh token works once. */
export const SessionView = z
  .object({
    accessToken: z.string().meta({ description: 'send as Authorization: Bearer …' }),
    expiresIn: z.number().int().meta({ description: 'seconds until the access token ends' }),
    refreshToken: z.string().meta({ description: 'exchange it once for new tokens' }),
    sessionEndsAt: Instant.meta({ description: 'then the person signs in again' }),
    account: AccountView.omit({ version: true }),
  })
  .meta({ id: 'Session' });
export type SessionView = z.infer<typeof SessionView>;
