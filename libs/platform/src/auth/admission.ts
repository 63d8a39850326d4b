import { Inject, Injectable } from '@nestjs/common';
import type { AccountState } from '#contracts';
import { DomainError } from '#kernel';
import type { Caller } from './caller.js';
import { SAMPLE_ACCOUNTS_ALLOWED } from './sample-accounts.js';
import type { VerifiedToken } from './token-verifier.js';

/** Admits who holds a valid token, by his account as it is now. */
@Injectable()
export class Admission {
  constructor(@Inject(SAMPLE_ACCOUNTS_ALLOWED) private readonly sampleAllowed: boolean) {}

  /** @throws DomainError `AUTH.REVOKED` or `AUTH.SAMPLE_REFUSED` */
  admit({ accountId, issuedAt }: VerifiedToken, account: AccountState | null): Caller {
    // `iat` has fractions of a second: who signs in right after a revocation is not taken for one who did before it.
    if (!account || account.disabled || issuedAt * 1000 < Date.parse(account.tokensValidFrom)) {
      throw new DomainError('unauthenticated', 'AUTH.REVOKED', 'This sign-in was ended. Sign in again.');
    }
    // Its password is in the sample for everybody to read; the token may be from before the switch to production.
    if (account.sample && !this.sampleAllowed) {
      throw new DomainError(
        'unauthenticated',
        'AUTH.SAMPLE_REFUSED',
        'Accounts of the demonstration are not let in here. Ask the administrator for an account of your own.',
      );
    }
    return { accountId, unitId: account.unitId, roles: account.roles, displayName: account.displayName };
  }
}
